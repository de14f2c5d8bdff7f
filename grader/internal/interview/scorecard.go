package interview

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"racekata/grader/internal/exercise"
)

const (
	// ScorecardSchema names the shape of scorecard.json. A field may be added
	// without a new version; none is renamed or removed.
	ScorecardSchema = "racekata/scorecard/v1"

	scorecardJSON     = "scorecard.json"
	scorecardMarkdown = "scorecard.md"
)

// Scorecard sums up an interview that has ended.
type Scorecard struct {
	Schema  string  `json:"schema"`
	ID      string  `json:"id"`
	Options Options `json:"options"`
	// Started and Ended are wall times in UTC. Length is how long it could
	// have taken, Took how long it did.
	Started time.Time     `json:"started"`
	Ended   time.Time     `json:"ended"`
	How     How           `json:"how"`
	Length  time.Duration `json:"length_ns"`
	Took    time.Duration `json:"took_ns"`
	// Points is the sum of the best points, Percent its part of Max, rounded
	// down: 100 is all of them.
	Points    int      `json:"points"`
	Max       int      `json:"max_points"`
	Percent   int      `json:"percent"`
	Exercises []Result `json:"exercises"`
}

// Result is one exercise of a scorecard.
type Result struct {
	// Standing is as it was at the end.
	Standing
	// Questions are what an interviewer asks about it, Reference the files of
	// the reference solution by name. Both are empty when the catalogue has
	// the exercise no longer, or in a grader that was handed out.
	Questions []Question `json:"questions,omitempty"`
	Reference []File     `json:"reference,omitempty"`
}

// File is one file of a reference solution.
type File struct {
	Name string `json:"name"`
	Code string `json:"code"`
}

// Tried tells whether any attempt was made.
func (r Result) Tried() bool { return r.Attempts > 0 }

// Score sums up an interview that has ended.
func Score(s State, c exercise.Catalogue) (Scorecard, error) {
	if s.Ended == nil {
		return Scorecard{}, errors.New("make the scorecard: the interview has not ended")
	}
	card := Scorecard{
		Schema: ScorecardSchema, ID: s.ID, Options: s.Options,
		Started: s.Started, Ended: s.Ended.At, How: s.Ended.How,
		Length: s.Length(), Took: min(s.Ended.After, s.Length()),
	}
	card.Points, card.Max = s.Points()
	if card.Max > 0 {
		card.Percent = card.Points * 100 / card.Max
	}
	for _, st := range s.clone().Exercises {
		r := Result{Standing: st}
		if i := slices.IndexFunc(c, func(e *exercise.Exercise) bool { return e.ID == st.ID }); i >= 0 {
			var err error
			if r.Questions, r.Reference, err = taught(c[i]); err != nil {
				return Scorecard{}, fmt.Errorf("make the scorecard: %s: %w", st.ID, err)
			}
		}
		card.Exercises = append(card.Exercises, r)
	}
	return card, nil
}

// taught is what an exercise has to say once it is over: nothing, in a grader
// that was handed out.
func taught(e *exercise.Exercise) ([]Question, []File, error) {
	if e.Bare {
		return nil, nil, nil
	}
	debrief, err := e.Debrief()
	if err != nil {
		return nil, nil, err
	}
	code, err := e.Reference()
	if err != nil {
		return nil, nil, err
	}
	var files []File
	for _, name := range slices.Sorted(maps.Keys(code)) {
		files = append(files, File{Name: name, Code: string(code[name])})
	}
	return Questions(debrief), files, nil
}

// Write writes scorecard.json and scorecard.md into the session's folder, over
// those of an earlier call.
func (c Scorecard) Write(dir string) error {
	b, err := encode(c)
	if err != nil {
		return fmt.Errorf("write the scorecard: %w", err)
	}
	if err := writeFile(filepath.Join(dir, scorecardJSON), b); err != nil {
		return fmt.Errorf("write the scorecard: %w", err)
	}
	var md strings.Builder
	c.Markdown(&md)
	if err := writeFile(filepath.Join(dir, scorecardMarkdown), []byte(md.String())); err != nil {
		return fmt.Errorf("write the scorecard: %w", err)
	}
	return nil
}
