package alike

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
	"racekata/solutions"
)

const starter = "package counter\n\nimport \"sync\"\n\nvar _ sync.Mutex\n\ntype Counter struct{ n int }\n\nfunc New() *Counter { return &Counter{} }\n\nfunc (c *Counter) Add(d int) {\n\tv := c.n\n\tv += d\n\tc.n = v\n}\n\nfunc (c *Counter) Value() int { return c.n }\n"

const owner = `package counter

type Counter struct { ops chan func(*int); done chan struct{} }

func New() *Counter {
	c := &Counter{ops: make(chan func(*int)), done: make(chan struct{})}
	go func() {
		n := 0
		for {
			select {
			case op := <-c.ops:
				op(&n)
			case <-c.done:
				return
			}
		}
	}()
	return c
}

func (c *Counter) Add(d int) { c.ops <- func(n *int) { *n += d } }

func (c *Counter) Value() int {
	out := make(chan int)
	c.ops <- func(n *int) { out <- *n }
	return <-out
}
`

// disguised is owner with other names, comments, literals' values, formatting and
// order.
const disguised = `// Mine, all mine.
package counter

// Value answers.
func (me *Counter) Value() int {
	answer := make(chan int)

	// ask
	me.work <- func(total *int) {
		answer <- *total
	}
	return <-answer
}

func (me *Counter) Add(by int) {
	me.work <- func(total *int) { *total += (by) }
}

type Counter struct {
	work chan func(*int)
	quit chan struct{}
}

func New() *Counter {
	it := &Counter{work: make(chan func(*int)), quit: make(chan struct{})}
	go func() {
		sum := 17
		for {
			select {
			case f := <-it.work: f(&sum)
			case <-it.quit: return
			}
		}
	}()
	return it
}
`

const stripes = `package counter

import "sync/atomic"

type Counter struct { parts [8]struct{ n atomic.Int64; _ [56]byte }; next atomic.Uint32 }

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) { c.parts[c.next.Add(1)%8].n.Add(int64(d)) }

func (c *Counter) Value() int {
	sum := int64(0)
	for i := range c.parts { sum += c.parts[i].n.Load() }
	return int(sum)
}
`

func parse(t testing.TB, src string) Code {
	c, ok := Parse(map[string][]byte{"counter.go": []byte(src)})
	require.True(t, ok)
	return c
}

func students(t testing.TB, sources ...string) []Entry {
	var all []Entry
	for i, s := range sources {
		all = append(all, Entry{Name: fmt.Sprintf("s%d", i), Code: parse(t, s)})
	}
	return all
}

func TestDisguiseDoesNotHelp(t *testing.T) {
	require.Equal(t, parse(t, owner).shingles, parse(t, disguised).shingles)
	groups := Groups(students(t, owner, stripes, disguised), parse(t, starter))
	require.Len(t, groups, 1)
	require.Equal(t, []string{"s0", "s2"}, groups[0].Students)
	require.Equal(t, 1.0, groups[0].Least)
	require.False(t, groups[0].Word)
}

func TestWordForWord(t *testing.T) {
	groups := Groups(students(t, owner, owner+"\n", stripes), parse(t, starter))
	require.Len(t, groups, 1)
	require.True(t, groups[0].Word, "white space at the end is no difference")
}

func TestAFewChangesDoNotHideIt(t *testing.T) {
	changed := strings.Replace(owner, "return <-out", "got := <-out\n\treturn got", 1)
	require.NotEqual(t, owner, changed)
	entries := students(t, owner, changed, stripes)
	groups := Groups(entries, parse(t, starter))
	require.Len(t, groups, 1)
	require.Equal(t, []string{"s0", "s1"}, groups[0].Students)
	require.Less(t, groups[0].Least, 1.0)
}

// The starter is like no starter, and a line changed is not enough to say so.
func TestStarterIsTakenOff(t *testing.T) {
	little := strings.Replace(starter, "v += d", "v = v + d", 1)
	require.Empty(t, Groups(students(t, starter, starter, little, little), parse(t, starter)))
}

func TestPublishedAnswers(t *testing.T) {
	entries := append(students(t, disguised, stripes), Entry{Name: "right/owner", Published: true, Code: parse(t, owner)},
		Entry{Name: "right/again", Published: true, Code: parse(t, owner)})
	groups := Groups(entries, parse(t, starter))
	require.Len(t, groups, 1, "published answers that are like each other are no group")
	require.Equal(t, []string{"s0"}, groups[0].Students)
	require.Equal(t, []string{"right/again", "right/owner"}, groups[0].Published)
}

func TestTheUsualAnswerIsNoHint(t *testing.T) {
	sources := []string{stripes, stripes}
	for range 6 {
		sources = append(sources, owner)
	}
	groups := Groups(students(t, sources...), parse(t, starter))
	require.Len(t, groups, 2)
	require.Equal(t, []bool{false, true}, []bool{groups[0].Usual, groups[1].Usual}, "it comes last")
	require.Len(t, groups[0].Students, 2)
}

func TestLibraryNamesCount(t *testing.T) {
	a := "package p\nimport \"sync\"\ntype T struct{ mu sync.RWMutex; n int }\nfunc (t *T) V() int { t.mu.RLock(); defer t.mu.RUnlock(); return t.n }\n"
	require.NotEqual(t, parse(t, a).form, parse(t, strings.NewReplacer("RLock", "Lock", "RUnlock", "Unlock").Replace(a)).form)
}

func TestWhatDoesNotParseIsLikeNothing(t *testing.T) {
	for _, files := range []map[string][]byte{
		nil, {"a.go": []byte("package")}, {"a.txt": []byte("x")}, {"a_test.go": []byte("package a")}, {"a.go": []byte("\x00\xff")},
	} {
		_, ok := Parse(files)
		require.False(t, ok)
	}
}

// The right answers of an exercise are different answers.
func TestRightAnswersDiffer(t *testing.T) {
	catalogue, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	e, err := catalogue.Find("101_counter")
	require.NoError(t, err)
	right, err := e.Right()
	require.NoError(t, err)
	var entries []Entry
	for _, a := range right {
		entries = append(entries, Entry{Name: a.Name, Code: parse(t, string(a.Source))})
	}
	require.Empty(t, Groups(entries, Code{}))
}

// A class of a thousand is compared in seconds, every answer its own.
func BenchmarkGroups(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	var entries []Entry
	for i := range 1000 {
		var src strings.Builder
		src.WriteString(owner)
		for f := range 4 {
			fmt.Fprintf(&src, "func f%d(a, b int) int {\n", f)
			for range 5 {
				fmt.Fprintf(&src, "\ta = b %s a %s %d\n", []string{"+", "-", "*", "^"}[rng.IntN(4)], []string{"|", "&", "%"}[rng.IntN(3)], i)
			}
			src.WriteString("\treturn a\n}\n")
		}
		entries = append(entries, Entry{Name: fmt.Sprint(i), Code: parse(b, src.String())})
	}
	for b.Loop() {
		Groups(entries, parse(b, starter))
	}
}

func FuzzParse(f *testing.F) {
	f.Add(owner)
	f.Add("package p; func f() { for range 3 {}; select{}; L: goto L }; type T[P any] struct{ *P }")
	f.Fuzz(func(t *testing.T, src string) {
		c, ok := Parse(map[string][]byte{"a.go": []byte(src)})
		again, same := Parse(map[string][]byte{"a.go": []byte(src)})
		require.Equal(t, ok, same)
		require.Equal(t, c, again)
	})
}
