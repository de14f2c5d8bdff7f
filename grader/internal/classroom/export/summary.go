package export

import (
	"fmt"
	"io"
	"strings"

	"racekata/grader/internal/classroom/results"
)

// summaryBytes is what GitHub takes of a step: a summary over it is rejected
// whole. The rest is for what other parts of the step may have written.
const summaryBytes = 1024<<10 - 64<<10

// Summary writes a student's step summary for $GITHUB_STEP_SUMMARY: the feedback
// file as far as GitHub's limit goes. Exercises that no longer fit are named.
func Summary(w io.Writer, r *results.Results, student string, sources Sources) error {
	s, err := find(r, student)
	if err != nil {
		return fmt.Errorf("write the step summary: %w", err)
	}
	var b strings.Builder
	sum, most := r.Total(s)
	fmt.Fprintf(&b, "# %s of %s points\n\n", number(sum), number(most))
	overview(&b, r, s)
	for _, n := range s.Notes {
		fmt.Fprintf(&b, "\n%s\n", escape(clip(scrub(n, nil), 1<<10)))
		if b.Len() > summaryBytes/4 {
			break
		}
	}
	var left []string
	for i, e := range r.Exercises {
		var part strings.Builder
		feedbackExercise(&part, r, s, i, sources)
		if b.Len()+part.Len() > summaryBytes-8<<10 {
			left = append(left, escape(e.ID))
			continue
		}
		b.WriteString(part.String())
	}
	if len(left) > 0 {
		fmt.Fprintf(&b, "\nGitHub shows no more than this much; left out: %s\n", clip(strings.Join(left, ", "), 4<<10))
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write the step summary: %w", err)
	}
	return nil
}
