package results

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"racekata/grader/internal/verdict"
)

// Schema names the shape of results.json. A field may be added without a new
// version; none is renamed or removed.
const Schema = "racekata/results/v1"

// Results are the grades of a class.
type Results struct {
	Schema string `json:"schema"`
	// Title is the course's.
	Title string `json:"title,omitempty"`
	// Graded is when the last verdict was made, in UTC.
	Graded time.Time `json:"graded"`
	// Grader and Toolchain are the versions that judged.
	Grader    string `json:"grader"`
	Toolchain string `json:"toolchain"`
	// Shard says which part of the class these are; nil when it is all of it.
	Shard *Shard `json:"shard,omitempty"`
	// Unprotected says, in sentences, what the sandbox could not do on the
	// machine that graded.
	Unprotected []string `json:"unprotected,omitempty"`
	// Notes say in sentences what was odd about the class as a whole: a student
	// who is on the roster twice, submissions that counted for nobody.
	Notes     []string   `json:"notes,omitempty"`
	Exercises []Exercise `json:"exercises"` // in the order of the path
	Students  []Student  `json:"students"`  // by name, then key
}

// Shard is the K-th of N parts of a class, from 1.
type Shard struct {
	K int `json:"k"`
	N int `json:"n"`
}

// Exercise is one that was graded.
type Exercise struct {
	ID     string  `json:"id"` // "101_counter"
	Title  string  `json:"title"`
	Pillar string  `json:"pillar"`
	Level  int     `json:"level"`
	Max    int     `json:"max_points"`
	Weight float64 `json:"weight"` // 1 unless the course says otherwise
	Checks []Check `json:"checks"`
	// Deadline in UTC; nil when there is none.
	Deadline *time.Time `json:"deadline,omitempty"`
}

// Check is one of its requirements.
type Check struct {
	Name string `json:"name"`
	Max  int    `json:"max_points"`
}

// Student is one student, or one team.
type Student struct {
	// Key is unique: the name that the submission goes by.
	Key  string `json:"key"`
	Name string `json:"name"` // the roster's, otherwise Key
	// IDs are the roster's columns beside the name: "id", "sis_id", "login",
	// "email", "section".
	IDs map[string]string `json:"ids,omitempty"`
	// Members are the names of a team's members.
	Members []string `json:"members,omitempty"`
	// Source is the submission's file or folder, by its base name; "" when
	// nothing was handed in.
	Source string `json:"source,omitempty"`
	// Submitted is when, in UTC, as far as it is known.
	Submitted *time.Time `json:"submitted,omitempty"`
	// Notes say what was odd about the submission: files left out, an exercise
	// found twice, an attempt to reach outside.
	Notes  []string `json:"notes,omitempty"`
	Grades []Grade  `json:"grades"` // one for each exercise, in their order
}

// State says what a grade is.
type State string

const (
	Graded  State = "graded"
	Missing State = "missing" // the exercise was not handed in
	Fault   State = "fault"   // the grader's or the machine's: it says nothing of the student
)

// Grade is one student's in one exercise.
type Grade struct {
	Exercise string `json:"exercise"`
	State    State  `json:"state"`
	// Verdict is nil unless it was graded, or a fault.
	Verdict *verdict.Verdict `json:"verdict,omitempty"`
	// Hash is the candidate's, "" when it is missing. Files are its names.
	Hash  string   `json:"hash,omitempty"`
	Files []string `json:"files,omitempty"`
	// Points are what counts: the verdict's, less what lateness costs, or the
	// teacher's own.
	Points float64 `json:"points"`
	// Late is how long after the deadline, extensions taken off; LatePenalty
	// the points that it cost.
	Late        time.Duration `json:"late_ns,omitempty"`
	LatePenalty float64       `json:"late_penalty,omitempty"`
	// Adjusted is the teacher's override.
	Adjusted *Adjustment `json:"adjusted,omitempty"`
	// Untouched is true when the code is the starter's.
	Untouched bool `json:"untouched,omitempty"`
}

// Adjustment is a teacher's override of the points, with its reason.
type Adjustment struct {
	Points float64 `json:"points"`
	Reason string  `json:"reason"`
}

// Total is a student's weighted points and the most that can be had.
func (r *Results) Total(s *Student) (points, maximum float64) {
	for i, e := range r.Exercises {
		maximum += e.Weight * float64(e.Max)
		if i < len(s.Grades) {
			points += e.Weight * s.Grades[i].Points
		}
	}
	return points, maximum
}

// Read reads results.json.
func Read(in io.Reader) (*Results, error) {
	var r Results
	if err := json.NewDecoder(in).Decode(&r); err != nil {
		return nil, fmt.Errorf("read results: %w", err)
	}
	if r.Schema != Schema {
		return nil, fmt.Errorf("read results: the shape is %q and not %s", r.Schema, Schema)
	}
	return &r, r.validate()
}

func (r *Results) validate() error {
	var errs []error
	for _, s := range r.Students {
		if len(s.Grades) != len(r.Exercises) {
			errs = append(errs, fmt.Errorf("read results: %s has %d grades, and there are %d exercises", s.Key, len(s.Grades), len(r.Exercises)))
			continue
		}
		for i, g := range s.Grades {
			if g.Exercise != r.Exercises[i].ID {
				errs = append(errs, fmt.Errorf("read results: grade %d of %s is for %s and not for %s", i, s.Key, g.Exercise, r.Exercises[i].ID))
			}
		}
	}
	return errors.Join(errs...)
}

// Write writes results.json.
func (r *Results) Write(out io.Writer) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(r); err != nil {
		return fmt.Errorf("write results: %w", err)
	}
	return nil
}
