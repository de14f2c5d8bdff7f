package made

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"racekata/grader/internal/classroom/record"
	"racekata/grader/internal/classroom/results"
)

// Outcomes are the points and the state of every check of every student, a line
// for each piece of work: a text that says where two gradings differ.
func Outcomes(r *results.Results) string {
	var b strings.Builder
	for _, s := range r.Students {
		for _, g := range s.Grades {
			fmt.Fprintf(&b, "%s %s %s %v", s.Key, g.Exercise, g.State, g.Points)
			if g.Verdict != nil {
				fmt.Fprintf(&b, " %s", g.Verdict.Outcome)
				for _, c := range g.Verdict.Checks {
					fmt.Fprintf(&b, ", %q %d %s", c.Name, c.Points, c.State)
				}
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// Judged counts the verdicts in the record of a folder of results, by
// student/exercise. A line that is being written does not count, and a record
// that is not there has none.
func Judged(dir string) (map[string]int, error) {
	b, err := os.ReadFile(filepath.Join(dir, record.Name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	all := map[string]int{}
	lines := bytes.SplitAfter(b, []byte("\n"))
	for _, line := range lines[min(1, len(lines)):] { // after the header
		if !bytes.HasSuffix(line, []byte("\n")) {
			continue
		}
		var l record.Line
		if err := json.Unmarshal(line, &l); err != nil {
			return nil, fmt.Errorf("read %s of %s: %w", record.Name, dir, err)
		}
		all[l.Student+"/"+l.Exercise]++
	}
	return all, nil
}
