package grading

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/classroom/course"
	"racekata/grader/internal/classroom/record"
	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/classroom/roster"
	"racekata/grader/internal/classroom/submission"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/sandbox"
	"racekata/grader/internal/verdict"
	"racekata/solutions"
)

func TestMain(m *testing.M) {
	sandbox.Enter()
	goleak.VerifyTestMain(m)
}

func catalogue(t testing.TB) exercise.Catalogue {
	t.Helper()
	c, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	return c
}

// handed is a submission that holds the references of these exercises.
func handed(t testing.TB, c exercise.Catalogue, key string, ids ...string) submission.Submission {
	t.Helper()
	s := submission.Submission{Key: key, People: []submission.Person{{Name: key}}, Source: key}
	for _, e := range c {
		x := submission.Exercise{ID: e.ID, Why: "There is no folder of that name."}
		for _, id := range ids {
			if e.Number() == id {
				files, err := e.Reference()
				require.NoError(t, err)
				x.Candidate, err = candidate.FromFiles(files)
				require.NoError(t, err)
				x.Why = ""
			}
		}
		s.Exercises = append(s.Exercises, x)
	}
	return s
}

func of(t testing.TB, c exercise.Catalogue, patterns ...string) *course.Course {
	t.Helper()
	co, err := course.Of(c, patterns...)
	require.NoError(t, err)
	return co
}

func names(c *Class) (all []string) {
	for _, s := range c.Students {
		all = append(all, s.Name)
	}
	return all
}

func TestAssembleWithoutARoster(t *testing.T) {
	all := catalogue(t)
	class, err := Assemble([]submission.Submission{handed(t, all, "bob", "101"), handed(t, all, "ada", "101", "102")}, nil, of(t, all, "102", "101"), all)
	require.NoError(t, err)
	require.Equal(t, []string{"ada", "bob"}, names(class))
	require.Equal(t, []string{"101_counter", "102_log_line"}, []string{class.Exercises[0].ID, class.Exercises[1].ID})
	require.Equal(t, "There is no folder of that name.", class.Handed[0].Work[1].Why)
	require.NotEmpty(t, class.Handed[1].Work[1].Hash)
	st, err := class.Find("ADA")
	require.NoError(t, err)
	require.Equal(t, 1, st.Handed)
	_, err = class.Find("zoe")
	require.ErrorContains(t, err, `nobody in the class goes by "zoe"`)
}

const rosterText = `name,login,email,team
Ada Lovelace,ada,ada@example.org,
Bob Hare,bob,,Red
Cyd Moss,cyd,,Red
Dan Rose,dan,,
`

func classOf(t testing.TB, all exercise.Catalogue, subs ...submission.Submission) *Class {
	t.Helper()
	r, err := roster.Read(strings.NewReader(rosterText))
	require.NoError(t, err)
	class, err := Assemble(subs, &r, of(t, all, "101"), all)
	require.NoError(t, err)
	return class
}

func TestAssembleWithARoster(t *testing.T) {
	all := catalogue(t)
	class := classOf(t, all, handed(t, all, "ada", "101"), handed(t, all, "bob", "101"), handed(t, all, "stranger", "101"))
	require.Equal(t, []string{"Ada Lovelace", "Bob Hare", "Cyd Moss", "Dan Rose", "stranger"}, names(class))
	ada, bob, cyd, dan, stranger := class.Students[0], class.Students[1], class.Students[2], class.Students[3], class.Students[4]
	require.Equal(t, "ada", ada.Key)
	require.Equal(t, map[string]string{"login": "ada", "email": "ada@example.org"}, ada.IDs)
	require.Equal(t, bob.Handed, cyd.Handed, "a team shares what one of it handed in")
	require.NotEqual(t, bob.Key, cyd.Key)
	require.Equal(t, []string{"Bob Hare", "Cyd Moss"}, cyd.Members)
	require.Equal(t, -1, dan.Handed)
	require.Contains(t, stranger.Notes, "Nobody on the roster has handed this in.")
}

func TestShardsAreTheClass(t *testing.T) {
	all := catalogue(t)
	var subs []submission.Submission
	for _, name := range []string{"ada", "bob", "dan", "eve", "fay", "gus", "hal"} {
		subs = append(subs, handed(t, all, name, "101"))
	}
	class := classOf(t, all, subs...)
	seen := map[string]int{}
	teams := map[string]int{}
	for k := 1; k <= 4; k++ {
		part := class.Of(results.Shard{K: k, N: 4})
		for _, s := range part.Students {
			seen[s.Key]++
			if s.Handed >= 0 && len(s.Members) > 0 {
				teams[part.Handed[s.Handed].Key]++
			}
		}
	}
	require.Len(t, seen, len(class.Students))
	for key, n := range seen {
		require.Equal(t, 1, n, key)
	}
	require.Equal(t, map[string]int{"bob": 2}, teams)
}

// What lies beside the code and is refused for it is no part of a shared
// verdict.
func TestTheSameCodeBesideAssembly(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(dir+"/counter.go", []byte("package counter\n"), 0o644))
	plain, err := candidate.FromFolder(dir)
	require.NoError(t, err)
	require.Equal(t, plain.Hash(), hashOf(plain))
	require.NoError(t, os.WriteFile(dir+"/counter_test.go", []byte("package counter\n"), 0o644))
	tested, err := candidate.FromFolder(dir)
	require.NoError(t, err)
	require.Equal(t, plain.Hash(), hashOf(tested))
	require.NoError(t, os.WriteFile(dir+"/add_amd64.s", []byte("TEXT\n"), 0o644))
	beside, err := candidate.FromFolder(dir)
	require.NoError(t, err)
	require.Equal(t, plain.Hash(), beside.Hash())
	require.NotEqual(t, plain.Hash(), hashOf(beside))
}

// verdicts are what Results finds.
func verdicts(c *Class, points map[string]int) Find {
	return func(student, exercise string) (record.Line, bool) {
		p, ok := points[student+"/"+exercise]
		if !ok {
			return record.Line{}, false
		}
		for _, h := range c.Handed {
			if h.Key == student {
				v := &verdict.Verdict{Outcome: verdict.Failed, Points: p, Max: 10}
				switch {
				case p == 10:
					v.Outcome = verdict.Passed
				case p < 0:
					v.Outcome, v.Points = verdict.Fault, 0
				}
				return record.Line{Hash: h.Work[0].Hash, Verdict: v}, true
			}
		}
		return record.Line{}, false
	}
}

func TestResults(t *testing.T) {
	all := catalogue(t)
	late := handed(t, all, "bob", "101")
	late.Submitted = time.Date(2026, 10, 2, 12, 0, 0, 0, time.UTC)
	class := classOf(t, all, handed(t, all, "ada", "101"), late, handed(t, all, "eve"))
	class.Course.Exercises[0].Deadline = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	class.Course.Exercises[0].Weight = 2
	class.Course.Late = course.Rule{PerDay: 0.1}
	adjusted, err := ReadAdjustments(strings.NewReader("student,exercise,points,reason\nDan Rose,101,\"7,5\",on paper\n"), class)
	require.NoError(t, err)
	r, err := class.Results(verdicts(class, map[string]int{"ada/101_counter": -1, "bob/101_counter": 10}), adjusted)
	require.NoError(t, err)
	by := map[string]results.Grade{}
	for _, s := range r.Students {
		by[s.Name] = s.Grades[0]
	}
	require.Equal(t, 2.0, r.Exercises[0].Weight)
	require.Equal(t, results.Fault, by["Ada Lovelace"].State)
	for _, name := range []string{"Bob Hare", "Cyd Moss"} {
		require.Equal(t, results.Graded, by[name].State)
		require.Equal(t, 8.0, by[name].Points, "two days begun")
		require.Equal(t, 36*time.Hour, by[name].Late)
	}
	require.Equal(t, results.Missing, by["Dan Rose"].State)
	require.Equal(t, 7.5, by["Dan Rose"].Points)
	require.Equal(t, "on paper", by["Dan Rose"].Adjusted.Reason)
	require.Equal(t, results.Missing, by["eve"].State)
}

func TestAdjustmentsThatFitNothing(t *testing.T) {
	all := catalogue(t)
	class := classOf(t, all, handed(t, all, "ada", "101"))
	for text, want := range map[string]string{
		"ada,101,3\n": "line 1: it has 3 columns and not four",
		"student,exercise,points,reason\nada,102,3,why\n": "line 2: no exercise is called",
		"zoe,101,3,why\n":                         "nobody in the class",
		"ada,101,-1,why\n":                        "no number of points from 0 to 10",
		"ada,101,NaN,why\n":                       "no number of points",
		"ada,101,3,\n":                            "there is no reason",
		"ada,101,3,why\nAda Lovelace,101,4,why\n": "lines 1 and 2 are both about 101_counter of ada",
		"ada,\"101,3,why\n":                       "read adjust.csv",
	} {
		_, err := ReadAdjustments(strings.NewReader(text), class)
		require.ErrorContains(t, err, want, text)
	}
	got, err := ReadAdjustments(strings.NewReader("\ufeffStudent, exercise, points, reason\n\nada@example.org, counter, 3, why\n"), class)
	require.NoError(t, err)
	require.Equal(t, Adjustments{{Student: "ada", Exercise: "101_counter", Points: 3, Reason: "why", Line: 3}}, got)
}

func FuzzReadAdjustments(f *testing.F) {
	all := exercise.Catalogue{{ID: "101_counter", Checks: []exercise.Check{{Points: 10}}}}
	class := &Class{Exercises: all, Students: []Student{{Student: results.Student{Key: "ada", Name: "Ada"}}}}
	f.Add("student,exercise,points,reason\nada,101,3,why\n")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ReadAdjustments(strings.NewReader(text), class)
		for _, a := range got {
			require.Equal(t, "ada", a.Student)
			require.True(t, a.Points >= 0 && a.Points <= 10)
			require.NotEmpty(t, a.Reason)
		}
		_ = err // most texts are no adjustments
	})
}
