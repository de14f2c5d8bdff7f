package report

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/finding"
	"racekata/grader/internal/verdict"
	"racekata/solutions"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// hostile is text that would do something on a page that does not quote it.
const hostile = `</script><script>window.broken=1</script><img src=http://127.0.0.1:1/x onerror="window.broken=2"><!--'"` + "`${window.broken=3}` {{.}} \u2028 \u202e"

// made makes a class from a seed, out of the fixtures: starters, right, wrong
// and copied answers in the shares that classes have.
func made(t testing.TB, students, exercises int, seed uint64) (*results.Results, Options) {
	rng := rand.New(rand.NewPCG(seed, 7))
	catalogue, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	path := catalogue.Path()
	require.GreaterOrEqual(t, len(path), exercises)
	r := &results.Results{Schema: results.Schema, Title: "Concurrency, summer", Grader: "v1", Toolchain: "go1.26",
		Graded: time.Date(2026, 6, 1, 14, 32, 1, 0, time.UTC)}
	published := map[string][]Answer{}
	type answers struct{ right, wrong []exercise.Answer }
	fixtures := map[string]answers{}
	for _, e := range path[:exercises] {
		x := results.Exercise{ID: e.ID, Title: e.Title, Pillar: e.Pillar, Level: e.Level, Max: e.Points(), Weight: 1}
		for _, c := range e.Checks {
			x.Checks = append(x.Checks, results.Check{Name: c.Name, Max: c.Points})
		}
		r.Exercises = append(r.Exercises, x)
		right, err := e.Right()
		require.NoError(t, err)
		wrong, err := e.Wrong()
		require.NoError(t, err)
		fixtures[e.ID] = answers{right, wrong}
		reference, err := e.Reference()
		require.NoError(t, err)
		published[e.ID] = []Answer{{Name: "reference", Files: reference}}
		starter, err := e.Starter()
		require.NoError(t, err)
		src, err := fs.ReadFile(starter, e.File)
		require.NoError(t, err)
		published[e.ID] = append(published[e.ID], Answer{Name: "starter", Starter: true, Files: map[string][]byte{e.File: src}})
	}
	code := map[string][]byte{}
	first, last := []string{"Ada", "Grace", "Edsger", "Tony", "Leslie", "Barbara", "Niklaus", "Rózsa", "Ünal", "Per", "Radia", "Yukihiro"}, []string{"Lovelace", "Hopper", "Hoare", "Lamport", "Liskov", "Wirth", "Brinch Hansen", "Perlman", "Seven", "O'Brien", "Péter", "Li"}
	for i := range students {
		s := results.Student{Key: fmt.Sprintf("u%04d", i), Name: last[rng.IntN(len(last))] + ", " + first[rng.IntN(len(first))] + fmt.Sprintf(" %d", i),
			Source: fmt.Sprintf("u%04d.zip", i), IDs: map[string]string{"id": fmt.Sprint(10000 + i), "email": fmt.Sprintf("u%04d@example.org", i), "section": string(rune('A' + i%4))}}
		for _, e := range path[:exercises] {
			g := results.Grade{Exercise: e.ID, State: results.Graded, Files: []string{e.File}}
			key, fix := s.Key+"/"+e.ID, fixtures[e.ID]
			v := &verdict.Verdict{Schema: verdict.Schema, Exercise: e.ID, Max: e.Points(), Outcome: verdict.Passed}
			for _, c := range e.Checks {
				v.Checks = append(v.Checks, verdict.Check{Name: c.Name, Max: c.Points, Points: c.Points, State: verdict.CheckPassed})
			}
			switch draw := rng.IntN(100); {
			case draw < 8:
				g = results.Grade{Exercise: e.ID, State: results.Missing}
				v = nil
			case draw < 9:
				g.State, v = results.Fault, &verdict.Verdict{Outcome: verdict.Fault, Fault: "no space left"}
			case draw < 17:
				g.Untouched = true
				fail(v, exercise.Want{Kinds: []finding.Kind{finding.DataRace}}, e, 0)
				v.Points = 0
				for c := range v.Checks {
					v.Checks[c].Points = 0
				}
			case draw < 20 && i > 0 && code[fmt.Sprintf("u%04d/%s", i-1, e.ID)] != nil:
				code[key] = []byte("// mine\n" + strings.ReplaceAll(string(code[fmt.Sprintf("u%04d/%s", i-1, e.ID)]), "mu", "lock"))
			case draw < 62:
				code[key] = fix.right[rng.IntN(len(fix.right))].Source
			default:
				w := fix.wrong[rng.IntN(len(fix.wrong))]
				code[key] = w.Source
				fail(v, w.Want, e, rng.IntN(len(e.Checks)))
			}
			g.Verdict = v
			if v != nil {
				g.Hash = fmt.Sprintf("%x", len(code[key]))
				if code[key] != nil {
					g.Hash = string(code[key])
				}
				for _, c := range v.Checks {
					g.Points += float64(c.Points)
				}
				if g.State == results.Graded && !g.Untouched && rng.IntN(25) == 0 && g.Points > 0 {
					g.Late, g.LatePenalty = time.Duration(1+rng.IntN(90))*time.Hour, 1
					g.Points--
				}
				if rng.IntN(400) == 0 {
					g.Adjusted = &results.Adjustment{Points: g.Points, Reason: "spoke with them"}
				}
			}
			s.Grades = append(s.Grades, g)
		}
		r.Students = append(r.Students, s)
	}
	return r, Options{Published: published, Sources: func(student, id string) map[string][]byte {
		src := code[student+"/"+id]
		if src == nil {
			return nil
		}
		for _, e := range path {
			if e.ID == id {
				return map[string][]byte{e.File: src}
			}
		}
		return nil
	}}
}

// fail makes a verdict one that caught what a wrong answer is wrong in.
func fail(v *verdict.Verdict, w exercise.Want, e *exercise.Exercise, at int) {
	for i, c := range e.Checks {
		if c.Name == w.Check {
			at = i
		}
	}
	v.Outcome = verdict.Failed
	v.Checks[at].State, v.Checks[at].Points, v.Checks[at].Findings = verdict.CheckFailed, 0, []int{0}
	titles := map[finding.Kind]string{
		finding.DataRace: "two goroutines use the same memory at the same time", finding.Leak: "3 goroutines are left behind",
		finding.Stuck: "every goroutine waits, and nobody can ever wake one", finding.WrongResult: fmt.Sprintf("%d of 10,000 were counted", 9000+at*31),
	}
	title := titles[w.Kinds[0]]
	if title == "" {
		title = "it does not do what it should"
	}
	v.Findings = []verdict.Finding{{Finding: finding.Finding{Kind: w.Kinds[0], Title: title,
		Marks: []finding.Mark{{Position: finding.Position{File: "exercises/" + e.ID + "/" + e.File, Line: 14}, Note: "goroutine 9 reads here"},
			{Position: finding.Position{File: "exercises/" + e.ID + "/" + e.File, Line: 18}, Note: "goroutine 8 writes here"}}}}}
	for _, c := range v.Checks {
		v.Points += c.Points
	}
}

// poison puts hostile text everywhere that is not the grader's own.
func poison(r *results.Results, o *Options) {
	s := &r.Students[0]
	s.Name, s.Source, s.Notes, s.Members = "A "+hostile, hostile, []string{hostile}, []string{hostile}
	s.IDs["section"], s.IDs["login"] = hostile, hostile
	old := o.Sources
	o.Sources = func(student, id string) map[string][]byte {
		files := old(student, id)
		for name, src := range files {
			if student == s.Key {
				files[name] = []byte(strings.ReplaceAll(string(src), "\n", " // "+strings.ReplaceAll(hostile, "\n", " ")+"\n"))
			}
		}
		return files
	}
	for i := range s.Grades {
		g := &s.Grades[i]
		g.Adjusted = &results.Adjustment{Points: g.Points, Reason: hostile}
		if g.Verdict != nil {
			for n := range g.Verdict.Findings {
				f := &g.Verdict.Findings[n]
				f.Title, f.Detail, f.Hint = hostile, hostile, hostile
				f.Marks[0].Note = hostile
			}
		}
	}
	r.Title = "Course " + hostile
	r.Unprotected = []string{hostile}
}
