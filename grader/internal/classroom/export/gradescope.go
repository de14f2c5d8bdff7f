package export

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/verdict"
)

// GradescopeOptions say what a Gradescope autograder adds.
type GradescopeOptions struct {
	// Waiting lists the exercises that have not come to be judged yet. A
	// time-out of the container leaves the file that was written last, so it is
	// written after every exercise, and this is what tells "not yet" from "not
	// handed in".
	Waiting []string
	// Leaderboard adds the points to the board that students see.
	Leaderboard bool
}

type gradescopeFile struct {
	// Score overrides the sum of the tests; left out, the sum counts.
	Score         *float64           `json:"score,omitempty"`
	ExecutionTime int                `json:"execution_time"`
	Output        string             `json:"output"`
	OutputFormat  string             `json:"output_format"`
	TestFormat    string             `json:"test_output_format"`
	NameFormat    string             `json:"test_name_format"`
	Visibility    string             `json:"visibility"`
	Stdout        string             `json:"stdout_visibility"`
	Tests         []gradescopeTest   `json:"tests"`
	Leaderboard   []gradescopeLeader `json:"leaderboard,omitempty"`
}

type gradescopeTest struct {
	Number     string   `json:"number"`
	Name       string   `json:"name"`
	Score      float64  `json:"score"`
	MaxScore   float64  `json:"max_score"`
	Status     string   `json:"status"`
	Output     string   `json:"output"`
	Tags       []string `json:"tags,omitempty"`
	Visibility string   `json:"visibility"`
}

type gradescopeLeader struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	Order string  `json:"order"`
}

// Gradescope writes results.json for one student: a test a check. Outputs are
// plain text, which Gradescope quotes, so that nothing in a student's file can
// become part of the page. Every test is visible, since one hidden test hides
// the total; what the grader itself printed stays hidden.
func Gradescope(w io.Writer, r *results.Results, student string, o GradescopeOptions) error {
	s, err := find(r, student)
	if err != nil {
		return fmt.Errorf("write Gradescope results: %w", err)
	}
	file := gradescopeFile{
		OutputFormat: "text", TestFormat: "text", NameFormat: "text",
		Visibility: "visible", Stdout: "hidden", Tests: []gradescopeTest{},
	}
	var say []string
	took, own := 0.0, true
	for i := range r.Exercises {
		e, g := &r.Exercises[i], &s.Grades[i]
		if g.Verdict != nil {
			took += g.Verdict.Took.Seconds()
		}
		waiting := slices.Contains(o.Waiting, e.ID)
		own = own && (waiting || adds(g) && g.Points == checkPoints(e, g))
		if !waiting {
			for _, why := range reasons(g) {
				say = append(say, e.ID+": "+why)
			}
		}
		for j, c := range checksOf(e, g) {
			file.Tests = append(file.Tests, gradescopeTestOf(fmt.Sprintf("%d.%d", i+1, j+1), e, g, c, waiting))
		}
	}
	for _, n := range s.Notes {
		say = append(say, scrub(oneLine(n), nil))
	}
	sum, _ := r.Total(s)
	sum = hundredth(sum)
	if !own {
		file.Score = &sum
	}
	if len(o.Waiting) > 0 {
		say = append(say, "Not everything is judged yet: "+strings.Join(o.Waiting, ", ")+".")
	}
	file.ExecutionTime, file.Output = int(took), strings.Join(say, "\n")
	if o.Leaderboard {
		file.Leaderboard = []gradescopeLeader{{"points", sum, "desc"}}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	if err := enc.Encode(file); err != nil {
		return fmt.Errorf("write Gradescope results: %w", err)
	}
	return nil
}

// checkPoints is what the checks of a grade add up to.
func checkPoints(e *results.Exercise, g *results.Grade) float64 {
	sum := 0
	for _, c := range checksOf(e, g) {
		sum += c.points
	}
	return float64(sum)
}

func gradescopeTestOf(num string, e *results.Exercise, g *results.Grade, c checkOf, waiting bool) gradescopeTest {
	t := gradescopeTest{
		Number: num, Name: e.ID + ": " + c.name, Score: hundredth(e.Weight * float64(c.points)),
		MaxScore: hundredth(e.Weight * float64(c.max)), Status: "failed", Visibility: "visible",
	}
	switch {
	case waiting:
		t.Score, t.Output = 0, "Not judged yet."
	case g.State == results.Missing:
		t.Output = "Not handed in."
	case g.State == results.Fault || g.Verdict == nil:
		t.Output = "The grader could not judge this. That is not your fault; ask your teacher."
	case c.state == verdict.CheckPassed:
		t.Status = "passed"
	default:
		t.Output = plainFindings(e.ID, g.Verdict, c.findings)
		if c.state == verdict.CheckPending {
			t.Output = "This passes, and counts once another check passes."
		}
		for _, i := range c.findings {
			if i >= len(g.Verdict.Findings) {
				continue
			}
			if k := string(g.Verdict.Findings[i].Kind); !slices.Contains(t.Tags, k) {
				t.Tags = append(t.Tags, k)
			}
		}
	}
	return t
}
