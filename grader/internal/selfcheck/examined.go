package selfcheck

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/pelletier/go-toml/v2"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/progress"
)

// examFile is where an exercise's long exam is kept.
const examFile = "exam.toml"

// Long says how many checks the long exam makes of an answer, each with seeds of
// its own, on one build of it.
type Long struct {
	// Times is for every answer, Many for the weakest wrong ones and for the
	// reference.
	Times, Many int
	// Load is how much runs beside each check of the reference: checks of other
	// answers, and busy loops once too few of these are left.
	Load int
	// Weakest is how many wrong answers, of all exercises, are checked Many
	// times.
	Weakest int
}

// Part is the share of one subject in the long exam.
type Part struct {
	Subject     Subject
	Times, Load int
}

// Parts are what the long exam asks of the answers of an exercise. The weakest
// are named by [Weakest].
func (l Long) Parts(e *exercise.Exercise, weakest []string) ([]Part, error) {
	subjects, err := Subjects(e)
	if err != nil {
		return nil, err
	}
	var parts []Part
	for _, s := range subjects {
		switch {
		case s.Role == Starter:
		case s.Role == Reference:
			parts = append(parts, Part{s, l.Many, l.Load})
		case s.Role == Wrong && slices.Contains(weakest, e.ID+"/"+s.String()):
			parts = append(parts, Part{s, l.Many, 0})
		default:
			parts = append(parts, Part{s, l.Times, 0})
		}
	}
	return parts, nil
}

// Examined is what the long exam showed of an exercise, kept as exam.toml beside
// it.
type Examined struct {
	// Inputs is a hash of what was examined.
	Inputs  string `toml:"inputs"`
	Answers []Done `toml:"answer"`
}

// Done is how one answer did so far.
type Done struct {
	Name string `toml:"name"` // as Subject.String says it
	// Asked is how many checks the exam makes, Times how many were made, Good
	// how many of these went as they must.
	Asked int `toml:"asked"`
	Times int `toml:"times"`
	Good  int `toml:"good"`
	Load  int `toml:"load,omitempty"` // what runs beside it, as in Long
	// Key names what this was found with, as Exam.Key has it.
	Key string `toml:"key"`
	// Problem is the first thing that did not go as it must.
	Problem string `toml:"problem,omitempty"`
}

// ExamInputs hashes what an exam depends on: hidden tests, answers, and the kit,
// of which a hash is given.
func ExamInputs(e *exercise.Exercise, kit string) (string, error) {
	tests, err := Inputs(e)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintln(h, tests, kit)
	subjects, err := Subjects(e)
	if err != nil {
		return "", err
	}
	for _, s := range subjects {
		fmt.Fprintln(h, s, s.Candidate.Hash())
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}

// Find looks for what was found with a key.
func (x *Examined) Find(key string) (Done, bool) {
	if x == nil {
		return Done{}, false
	}
	i := slices.IndexFunc(x.Answers, func(d Done) bool { return d.Key == key })
	if i < 0 {
		return Done{}, false
	}
	return x.Answers[i], true
}

// ReadExamined reads what an exam showed; nil when there was none.
func ReadExamined(folder string) (*Examined, error) {
	b, err := os.ReadFile(filepath.Join(folder, examFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var x Examined
	if err := toml.Unmarshal(b, &x); err != nil {
		return nil, fmt.Errorf("read %s: %w", filepath.Join(folder, examFile), err)
	}
	return &x, nil
}

// Write keeps it.
func (x *Examined) Write(folder string) error {
	b, err := toml.Marshal(x)
	if err != nil {
		return err
	}
	head := "# Written by `make exam`. How many checks of each answer went as they must.\n\n"
	return progress.WriteAtomic(filepath.Join(folder, examFile), append([]byte(head), b...))
}

// Weakest names the n wrong answers that a check is most likely to miss, by the
// calibrations in the folder of solutions: "103_hit_stats/wrong/two_atomics".
func Weakest(exercises []*exercise.Exercise, solutions string, plainRuns, n int) ([]string, error) {
	type answer struct {
		name string
		miss float64
	}
	var all []answer
	for _, e := range exercises {
		c, err := ReadCalibration(filepath.Join(solutions, e.ID))
		if err != nil {
			return nil, err
		}
		if c == nil {
			continue
		}
		for _, r := range c.Answers {
			if r.Plain > 0 { // otherwise it is refused without a run
				all = append(all, answer{e.ID + "/" + string(Wrong) + "/" + r.Name, missed(r, plainRuns, c.Quick)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b answer) int { return cmp.Compare(b.miss, a.miss) })
	var names []string
	for _, a := range all[:min(n, len(all))] {
		names = append(names, a.name)
	}
	return names, nil
}
