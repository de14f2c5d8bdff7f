package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"

	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/verdict"
)

type junitSuites struct {
	XMLName xml.Name     `xml:"testsuites"`
	Time    string       `xml:"time,attr"`
	Suites  []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	ClassName string       `xml:"classname,attr"`
	Name      string       `xml:"name,attr"`
	File      string       `xml:"file,attr,omitempty"`
	Time      string       `xml:"time,attr"`
	Failure   *junitResult `xml:"failure"`
	Error     *junitResult `xml:"error"`
	Skipped   *junitResult `xml:"skipped"`
}

type junitResult struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// junitBytes bounds the text of all failures together, far under the 30 MB that
// GitLab reads.
const junitBytes = 20 << 20

// JUnit writes the checks of the students named, or of all, as test cases. A
// suite is an exercise of a student, or an exercise when one student is named.
// What was not handed in and what does not count yet is skipped, what the grader
// could not judge is an error.
func JUnit(w io.Writer, r *results.Results, students ...string) error {
	return junit(w, r, students, junitBytes)
}

func junit(w io.Writer, r *results.Results, students []string, left int) error {
	var chosen []*results.Student
	for i := range r.Students {
		if s := &r.Students[i]; len(students) == 0 || slices.Contains(students, s.Key) {
			chosen = append(chosen, s)
		}
	}
	for _, key := range students {
		if _, err := find(r, key); err != nil {
			return fmt.Errorf("write JUnit XML: %w", err)
		}
	}
	var all junitSuites
	total := 0.0
	classes := map[string]bool{}
	for _, s := range chosen {
		if err := complete(r, s); err != nil {
			return fmt.Errorf("write JUnit XML: %w", err)
		}
		for i := range r.Exercises {
			e, g := &r.Exercises[i], &s.Grades[i]
			name := e.ID
			if len(students) != 1 {
				name = oneLine(s.Key) + "/" + e.ID
			}
			suite, seconds := junitSuiteOf(unique(name, classes), e, g, &left)
			total += seconds
			all.Suites = append(all.Suites, suite)
		}
	}
	all.Time = seconds(total)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("write JUnit XML: %w", err)
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(all); err != nil {
		return fmt.Errorf("write JUnit XML: %w", err)
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return fmt.Errorf("write JUnit XML: %w", err)
	}
	return nil
}

func junitSuiteOf(name string, e *results.Exercise, g *results.Grade, left *int) (junitSuite, float64) {
	suite := junitSuite{Name: name}
	took := 0.0
	if g.Verdict != nil {
		took = g.Verdict.Took.Seconds()
	}
	checks := checksOf(e, g)
	names := map[string]bool{}
	for _, c := range checks {
		t := junitCase{ClassName: name, Name: unique(c.name, names), Time: seconds(took / float64(len(checks)))}
		if len(g.Files) > 0 {
			t.File = "exercises/" + e.ID + "/" + oneLine(baseName(g.Files[0]))
		}
		junitJudge(&t, e, g, c, left)
		suite.Tests++
		switch {
		case t.Failure != nil:
			suite.Failures++
		case t.Error != nil:
			suite.Errors++
		case t.Skipped != nil:
			suite.Skipped++
		}
		suite.Cases = append(suite.Cases, t)
	}
	suite.Time = seconds(took)
	return suite, took
}

func junitJudge(t *junitCase, e *results.Exercise, g *results.Grade, c checkOf, left *int) {
	switch {
	case g.State == results.Missing:
		t.Skipped = &junitResult{Message: "not handed in"}
	case g.State == results.Fault || g.Verdict == nil:
		t.Error = &junitResult{Message: "the grader could not judge this", Type: "fault"}
	case c.state == verdict.CheckPassed:
	case c.state == verdict.CheckPending:
		t.Skipped = &junitResult{Message: "passes, and counts once another check passes"}
	default:
		t.Failure = &junitResult{Message: "not judged", Type: "not judged"}
		if len(c.findings) > 0 && c.findings[0] < len(g.Verdict.Findings) {
			f := &g.Verdict.Findings[c.findings[0]]
			t.Failure.Message = scrub(oneLine(clip(string(f.Kind)+": "+f.Title, 500)), testsOf(g.Verdict))
			t.Failure.Type = string(f.Kind)
		}
		text := clip(plainFindings(e.ID, g.Verdict, c.findings), *left)
		*left = max(0, *left-len(text))
		t.Failure.Text = text
	}
}

// unique is the name, with a number behind it when it is taken: GitLab drops a
// second test case of one name.
func unique(name string, taken map[string]bool) string {
	n, try := 1, name
	for taken[try] {
		n++
		try = name + " (" + strconv.Itoa(n) + ")"
	}
	taken[try] = true
	return try
}

func seconds(s float64) string { return strconv.FormatFloat(s, 'f', 3, 64) }
