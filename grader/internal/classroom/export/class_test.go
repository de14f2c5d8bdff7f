package export

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/finding"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/verdict"
)

var update = flag.Bool("update", false, "write the golden files")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o777))
		require.NoError(t, os.WriteFile(file, []byte(got), 0o666))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

var counterSource = []byte("package counter\n\ntype Counter struct{ n int }\n\n// ``` <b>not bold</b>\nfunc (c *Counter) Add(d int) {\n\tv := c.n\n\tc.n = v + d\n}\n")

func sources(student, exercise string) map[string][]byte {
	if student == "ada" && exercise == "101_counter" {
		return map[string][]byte{"counter.go": counterSource}
	}
	return nil
}

// class has of everything one: a race with partial credit, a pass that came late
// and a teacher's word, a refusal, a fault, nothing handed in, hostile names.
func class() *results.Results {
	at := time.Date(2026, 6, 1, 14, 32, 1, 0, time.UTC)
	checks := []results.Check{{Name: "every increment is counted", Max: 6}, {Name: "no goroutine is left behind", Max: 4}}
	race := verdict.Finding{
		Finding: finding.Finding{
			Kind: finding.DataRace, Test: "TestEveryIncrement", Title: "two goroutines use Counter.n at the same time in TestEveryIncrement",
			Detail: "the hidden test counter_test.go:31 called it\n/home/grader/cache/ws/counter_test.go:31\nand /tmp/racekata-1/exercises/101_counter/counter.go:7\nvendor/go.uber.org/goleak/leaks.go:12",
			Hint:   "take the lock on both sides",
			Marks: []finding.Mark{
				{Position: finding.Position{File: "/srv/grading/ada/101_counter/counter.go", Line: 7}, Note: "goroutine 9 reads here"},
				{Position: finding.Position{File: "/srv/grading/ada/101_counter/counter.go", Line: 8}, Note: "goroutine 8 writes here; nothing orders the two"},
				{Position: finding.Position{File: "the hidden test counter_test.go", Line: 31}, Note: "called from here"},
			},
			Accesses: []finding.Access{{Kind: "read", Stack: []finding.Frame{{Func: "TestEveryIncrement", Origin: finding.Hidden, Position: finding.Position{File: "the hidden test counter_test.go", Line: 31}}}}},
		},
		Tests: []string{"TestEveryIncrement", "TestSum"},
		Seen:  []plan.Run{{Number: 3, CPU: 6, Profile: "pauses", Seed: 42}},
	}
	forbidden := verdict.Finding{Finding: finding.Finding{
		Kind: finding.Forbidden, Title: "import \"os\" is not allowed here", Detail: "``` ]]> <script>alert(1)</script> \x1b[31m\u202e",
		Marks: []finding.Mark{{Position: finding.Position{File: "counter.go", Line: 3}}}, Rule: "imports"}}
	judged := func(id string, o verdict.Outcome, points ...int) *verdict.Verdict {
		v := &verdict.Verdict{Schema: verdict.Schema, Exercise: id, Outcome: o, Max: 10, Took: 3 * time.Second}
		for i, c := range checks {
			state := verdict.CheckFailed
			if points[i] == c.Max {
				state = verdict.CheckPassed
			}
			v.Checks = append(v.Checks, verdict.Check{Name: c.Name, Max: c.Max, Points: points[i], State: state})
			v.Points += points[i]
		}
		return v
	}
	racing := judged("101_counter", verdict.Failed, 0, 4)
	racing.Findings = []verdict.Finding{race}
	racing.Checks[0].Findings = []int{0}
	refused := judged("101_counter", verdict.Refused, 0, 0)
	refused.Findings = []verdict.Finding{forbidden}
	refused.Checks[0].State, refused.Checks[1].State = verdict.CheckOpen, verdict.CheckOpen
	faulty := &verdict.Verdict{Schema: verdict.Schema, Exercise: "205_pipeline", Outcome: verdict.Fault, Fault: "open /srv/grading/cache: no space left"}
	pass := judged("205_pipeline", verdict.Passed, 6, 4)

	return &results.Results{
		Schema: results.Schema, Title: "Concurrency, summer", Graded: at, Grader: "v1", Toolchain: "go1.26",
		Exercises: []results.Exercise{
			{ID: "101_counter", Title: "The hit counter", Pillar: "correctness", Level: 1, Max: 10, Weight: 1, Checks: checks},
			{ID: "205_pipeline", Title: "The pipeline", Pillar: "coordination", Level: 2, Max: 10, Weight: 1.5, Checks: checks},
		},
		Students: []results.Student{
			{Key: "ada", Name: "Lovelace, Ada", IDs: map[string]string{"id": "1234", "sis_id": "u7", "login": "ada", "email": "Ada@example.org", "section": "A"},
				Source: "ada.zip", Submitted: &at, Notes: []string{"left out: /srv/grading/ada/../evil.go, a link | out"},
				Grades: []results.Grade{
					{Exercise: "101_counter", State: results.Graded, Verdict: racing, Files: []string{"counter.go"}, Points: 4},
					{Exercise: "205_pipeline", State: results.Graded, Verdict: pass, Files: []string{"pipeline.go"}, Points: 8.5, Late: 27*time.Hour + 4*time.Minute, LatePenalty: 1.5},
				}},
			{Key: "=cmd|'/c calc'!A0", Name: "=HYPERLINK(\"http://x\")", IDs: map[string]string{"id": "Participant 77", "email": "+plus@example.org", "section": " @S"},
				Grades: []results.Grade{
					{Exercise: "101_counter", State: results.Graded, Verdict: refused, Files: []string{"counter.go"}},
					{Exercise: "205_pipeline", State: results.Graded, Verdict: pass, Points: 9, Adjusted: &results.Adjustment{Points: 9, Reason: "a `word` from <me>"}},
				}},
			{Key: "bob", Name: "Bob\n| x", IDs: map[string]string{"email": "bob@example.org"},
				Grades: []results.Grade{
					{Exercise: "101_counter", State: results.Missing},
					{Exercise: "205_pipeline", State: results.Fault, Verdict: faulty},
				}},
		},
	}
}

// secrets are what no student may read.
var secrets = []string{"_test.go", "TestEvery", "TestSum", "/srv", "/home", "/tmp", "goleak", "no space left"}

func noSecret(t *testing.T, text string) {
	t.Helper()
	for _, s := range secrets {
		require.NotContains(t, text, s)
	}
}

// failing is a writer on a full disk.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestEveryFormatReportsAFullDiskAndAnUnknownStudent(t *testing.T) {
	r := class()
	canvas := func(w failing) error { _, err := Canvas(w, r, CanvasOptions{}); return err }
	moodle := func(w failing) error { _, _, err := Moodle(w, r); return err }
	sheet := func(w failing) error { _, err := MoodleWorksheet(w, r, ""); return err }
	notes := func(key string) func(failing) error {
		return func(w failing) error { _, err := Annotations(w, r, key); return err }
	}
	for name, write := range map[string]func(failing) error{
		"canvas": canvas, "moodle": moodle, "worksheet": sheet,
		"junit":       func(w failing) error { return JUnit(w, r) },
		"gradescope":  func(w failing) error { return Gradescope(w, r, "ada", GradescopeOptions{}) },
		"classroom50": func(w failing) error { return Classroom50(w, r, "ada", Submission{}) },
		"annotations": notes("ada"),
		"summary":     func(w failing) error { return Summary(w, r, "ada", nil) },
		"feedback":    func(w failing) error { return Feedback(w, r, "ada", nil) },
	} {
		require.ErrorIs(t, write(failing{}), os.ErrClosed, name)
	}
	for name, write := range map[string]func(failing) error{
		"junit":       func(w failing) error { return JUnit(w, r, "eve") },
		"gradescope":  func(w failing) error { return Gradescope(w, r, "eve", GradescopeOptions{}) },
		"classroom50": func(w failing) error { return Classroom50(w, r, "eve", Submission{}) },
		"annotations": notes("eve"),
		"summary":     func(w failing) error { return Summary(w, r, "eve", nil) },
		"feedback":    func(w failing) error { return Feedback(w, r, "eve", nil) },
	} {
		require.ErrorContains(t, write(failing{}), `"eve"`, name)
	}
	r.Students[0].Grades = nil
	require.ErrorContains(t, canvas(failing{}), "0 grades")
	require.ErrorContains(t, Feedback(failing{}, r, "ada", nil), "0 grades")
}

func TestScrub(t *testing.T) {
	for in, want := range map[string]string{
		"at the hidden test counter_test.go:31":         "at a hidden test",
		"/a/b/counter_test.go:31:2: x":                  "a hidden test: x",
		"/usr/local/go/src/sync/mutex.go:81 and/or 1/2": "mutex.go:81 and/or 1/2",
		"TestSum/sub TestSummary TestSum.func1":         "a hidden test/sub TestSummary a hidden test",
		"(/home/me/x)":                                  "(x)",
		`C:\Users\me\x.go`:                              "x.go",
		"grader/kit/begin.go:12":                        "the test kit",
		"see https://go.dev/ref/mem":                    "see https://go.dev/ref/mem",
	} {
		require.Equal(t, want, scrub(in, []string{"TestSum", ""}), in)
	}
}

func TestText(t *testing.T) {
	require.Equal(t, "a b c", oneLine("a\nb\u202e\x1b c"))
	require.Equal(t, "a   b·\nx   y", plain("a\tb\x1b\r\nx\ty"))
	require.Equal(t, "short", clip("short", 5))
	require.Equal(t, "éé … (cut)", clip(strings.Repeat("é", 20), 15))
	require.Equal(t, "0", number(-0.001))
	require.Equal(t, "8.33", number(8.333))
	require.Equal(t, "1 d 3 h", spell(27*time.Hour+4*time.Minute))
	require.Equal(t, "1 h", spell(time.Hour+4*time.Second))
	require.Equal(t, "less than a second", spell(time.Millisecond))
}
