package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/results"
)

func write(t testing.TB, r *results.Results, o Options) string {
	var b bytes.Buffer
	require.NoError(t, Write(&b, r, o))
	return b.String()
}

func TestPageHoldsNothingForeign(t *testing.T) {
	r, o := made(t, 12, 3, 1)
	poison(r, &o)
	text := write(t, r, o)
	require.Equal(t, 2, strings.Count(text, "<script"), "the data and the page's own")
	require.Equal(t, 2, strings.Count(text, "</script"))
	require.NotContains(t, text, "<img")
	require.Regexp(t, `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;`, text)
	require.Zero(t, len(regexp.MustCompile(`<[a-z]+\s[^<>]*\b(src|on[a-z]+)=`).FindAllString(text, -1)), "no element loads or handles anything")
	require.NotContains(t, text, "ZgotmplZ", "the template found no value out of place")
}

func TestDataIsWhole(t *testing.T) {
	r, o := made(t, 30, 4, 2)
	text := write(t, r, o)
	m := regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`).FindStringSubmatch(text)
	require.NotNil(t, m)
	var d data
	require.NoError(t, json.Unmarshal([]byte(m[1]), &d))
	require.Len(t, d.Students, 30)
	require.Len(t, d.Exercises, 4)
	for i, s := range d.Students {
		require.Equal(t, r.Students[i].Name, s[0])
		total, _ := r.Total(&r.Students[i])
		require.InDelta(t, total, s[3], 0.006)
		grades := s[8].([]any)
		require.Len(t, grades, 4)
		for n, g := range grades {
			row := g.([]any)
			require.Contains(t, "ptruxm", row[gradeLetter])
			require.InDelta(t, r.Students[i].Grades[n].Points, row[gradePoints], 0.006)
		}
	}
}

func TestFindingsAreRankedByStudents(t *testing.T) {
	r, o := made(t, 200, 5, 3)
	met := ranked(collect(r, o))
	require.NotEmpty(t, met)
	for i := 1; i < len(met); i++ {
		require.GreaterOrEqual(t, len(met[i-1].Who), len(met[i].Who))
	}
	for _, m := range met {
		seen := map[int]bool{}
		for _, w := range m.Who {
			require.False(t, seen[w.At], "a student counts once")
			seen[w.At] = true
		}
	}
}

func TestFindingsThatDifferInNumbersAreOne(t *testing.T) {
	r, o := made(t, 3, 1, 4)
	for i := range r.Students {
		g := &r.Students[i].Grades[0]
		*g = results.Grade{Exercise: g.Exercise, State: results.Graded, Verdict: r.Students[i].Grades[0].Verdict}
		g.Verdict = nil
	}
	require.Empty(t, collect(r, o))
	require.Equal(t, "# of # hits", digits.ReplaceAllString("9,973 of 10,000 hits", "#"))
}

func TestHistogram(t *testing.T) {
	h := newHistogram([]float64{0, 0, 9.99, 10, 100, 95}, 100)
	require.Equal(t, []int{3, 1, 0, 0, 0, 0, 0, 0, 0, 2}, counts(h))
	require.Equal(t, []int{1, 0, 0, 0, 0, 0, 0, 0, 0, 0}, counts(newHistogram([]float64{3}, 0)), "nothing can be had")
	require.Equal(t, 1, counts(newHistogram([]float64{130}, 100))[9], "more than all")
	require.Zero(t, counts(newHistogram(nil, 100))[0])
}

func counts(h histogram) []int {
	var n []int
	for _, c := range h.Columns {
		n = append(n, c.Count)
	}
	return n
}

func TestEmptyAndIncomplete(t *testing.T) {
	require.Contains(t, write(t, &results.Results{}, Options{}), "0 students")
	r, o := made(t, 2, 2, 5)
	r.Students[1].Grades = r.Students[1].Grades[:1]
	require.ErrorContains(t, Write(&bytes.Buffer{}, r, o), "1 grades, and there are 2 exercises")
	require.Error(t, Write(closed{}, &results.Results{}, Options{}))
}

type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, os.ErrClosed }

// The same results give the same page, byte for byte.
func TestPageIsTheSameEachTime(t *testing.T) {
	r, o := made(t, 40, 3, 6)
	require.Equal(t, write(t, r, o), write(t, r, o))
}

func TestCopiesAreGrouped(t *testing.T) {
	r, o := made(t, 2, 1, 8)
	src := map[string][]byte{"counter.go": []byte("package counter\n\ntype Counter struct{ ops chan func(*int) }\n\nfunc New() *Counter {\n\tc := &Counter{ops: make(chan func(*int))}\n\tgo func() {\n\t\tn := 0\n\t\tfor op := range c.ops {\n\t\t\top(&n)\n\t\t}\n\t}()\n\treturn c\n}\n\nfunc (c *Counter) Add(d int) { c.ops <- func(n *int) { *n += d } }\n")}
	o.Sources = func(string, string) map[string][]byte { return src }
	for i := range r.Students {
		r.Students[i].Grades[0] = results.Grade{Exercise: r.Exercises[0].ID, State: results.Graded, Verdict: r.Students[i].Grades[0].Verdict, Hash: fmt.Sprint(i)}
	}
	p, err := newSheet(r, o)
	require.NoError(t, err)
	require.Len(t, p.Parts[0].Alike, 1)
	require.True(t, p.Parts[0].Alike[0].Word)
	require.Contains(t, write(t, r, o), "word for word the same")
	require.Contains(t, write(t, r, o), "A hint to look, never a verdict")
}

func TestSizeOfAThousand(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a second")
	}
	r, o := made(t, 1000, 20, 7)
	start := time.Now()
	text := write(t, r, o)
	t.Logf("1,000 students × 20 exercises: %d KiB, written in %v", len(text)>>10, time.Since(start).Round(time.Millisecond))
	require.Less(t, len(text), 6<<20)
}

// Those of a team handed in one piece of code together, which is no hint.
func TestATeamIsNotAlike(t *testing.T) {
	r, o := made(t, 3, 1, 1)
	e := r.Exercises[0].ID
	long := o.Published[e][0].Files
	o.Published = nil
	for i := range r.Students {
		s := &r.Students[i]
		s.Source, s.Members = "red.zip", []string{"Ada", "Bob", "Cyd"}
		s.Grades[0].State, s.Grades[0].Hash, s.Grades[0].Untouched = results.Graded, "h", false
	}
	o.Sources = func(string, string) map[string][]byte { return long }
	groups := func() int {
		p := &part{Exercise: r.Exercises[0]}
		p.compare(r, o)
		return len(p.Alike)
	}
	require.Zero(t, groups())
	r.Students[2].Source = "blue.zip"
	require.Equal(t, 1, groups(), "two teams with one code are")
}
