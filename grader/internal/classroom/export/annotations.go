package export

import (
	"crypto/rand"
	"fmt"
	"io"
	"strings"

	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/finding"
	"racekata/grader/internal/verdict"
)

// annotationsShown is how many annotations of one step GitHub shows.
const annotationsShown = 10

// Annotations writes a student's findings as GitHub's workflow commands, each at
// the line that tells most. GitHub shows ten of a step: the exercises take turns,
// first their first findings, then their second, so that none is silent. It
// returns how many were left out; the step summary has them all.
func Annotations(w io.Writer, r *results.Results, student string) (left int, err error) {
	s, err := find(r, student)
	if err != nil {
		return 0, fmt.Errorf("write annotations: %w", err)
	}
	var lines []string
	for round, more := 0, true; more; round++ {
		more = false
		for i := range r.Exercises {
			v := s.Grades[i].Verdict
			if s.Grades[i].State != results.Graded || v == nil || round >= len(v.Findings) {
				continue
			}
			more = true
			lines = append(lines, annotation(r.Exercises[i].ID, v, &v.Findings[round]))
		}
	}
	if len(lines) > annotationsShown {
		left = len(lines) - annotationsShown
		lines = lines[:annotationsShown]
	}
	for _, l := range lines {
		if _, err := fmt.Fprintln(w, l); err != nil {
			return 0, fmt.Errorf("write annotations: %w", err)
		}
	}
	return left, nil
}

func annotation(exercise string, v *verdict.Verdict, f *verdict.Finding) string {
	tests := testsOf(v)
	message := scrub(oneLine(clip(f.Title, 1<<10)), tests)
	if f.Hint != "" {
		message += "\n" + scrub(oneLine(clip(f.Hint, 1<<10)), tests)
	}
	message += "\nagain with: " + repeat(exercise, f)
	properties := ""
	if m, ok := firstMark(f.Marks); ok {
		properties = "file=" + property("exercises/"+exercise+"/"+baseName(m.File))
		if m.Line > 0 {
			properties += fmt.Sprintf(",line=%d", m.Line)
		}
		properties += ","
	}
	return fmt.Sprintf("::error %stitle=%s::%s", properties, property(exercise+": "+string(f.Kind)), data(clip(message, 4<<10)))
}

func firstMark(marks []finding.Mark) (finding.Mark, bool) {
	for _, m := range marks {
		if theirs(m.File) {
			return m, true
		}
	}
	return finding.Mark{}, false
}

// data quotes a workflow command's message.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(strings.ToValidUTF8(s, "�"))
}

// property quotes a workflow command's property.
func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(oneLine(s)))
}

// Quoted writes what a candidate printed so that GitHub takes no line of it for
// a command: between "stop-commands" and its token, which is drawn anew each
// time so that the candidate cannot know it.
func Quoted(w io.Writer, printed string) error {
	token := rand.Text()
	_, err := fmt.Fprintf(w, "::stop-commands::%s\n%s\n::%s::\n", token, strings.TrimSuffix(printed, "\n"), token)
	return err
}
