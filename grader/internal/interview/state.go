package interview

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"racekata/grader/internal/finding"
)

const (
	// Schema names the shape of session.json. A field may be added without a
	// new version; none is renamed or removed.
	Schema = schemaPrefix + "1"

	schemaPrefix  = "racekata/interview/v"
	schemaVersion = 1
	sessionFile   = "session.json"
)

// State is the content of session.json. Durations count from the start, in
// nanoseconds; times are UTC.
type State struct {
	Schema string `json:"schema"`
	// ID is the date and the seed: "2026-11-22-7".
	ID      string  `json:"id"`
	Options Options `json:"options"`
	// Started is when it began, Deadline when it is over. Neither is changed
	// ever after.
	Started  time.Time `json:"started"`
	Deadline time.Time `json:"deadline"`
	// Left is how much time there was when the file was last saved. It only
	// falls.
	Left time.Duration `json:"left_ns"`
	// Exercises are in the order of the set: by level, then id.
	Exercises []Standing `json:"exercises"`
	// Ended is nil while it runs.
	Ended *Ended `json:"ended,omitempty"`
}

// Standing is how far one exercise is.
type Standing struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Pillar string `json:"pillar"`
	Level  int    `json:"level"`
	// Attempts counts verdicts on code other than the untouched starter and
	// than the attempt before.
	// While it is 0, all below but Max is empty.
	Attempts int `json:"attempts"`
	// FirstRun is when the first attempt was made.
	FirstRun *time.Duration `json:"first_run_ns,omitempty"`
	// PassedAfter is when an attempt passed first; nil when none has.
	PassedAfter *time.Duration `json:"passed_after_ns,omitempty"`
	// Best is the most points that an attempt got, Last those of the last
	// one, Max those of a pass.
	Best int `json:"best_points"`
	Last int `json:"last_points"`
	Max  int `json:"max_points"`
	// BestHash is the hash of the code of the best attempt. Of several with
	// as many points it is the last that got as far as being run.
	BestHash string `json:"best_hash,omitempty"`
	// LastHash is the hash of the code of the last attempt.
	LastHash string `json:"last_hash,omitempty"`
	// Findings are what attempts showed on the way, in the order first seen.
	Findings []Met `json:"findings,omitempty"`
}

// Met is one finding that was met on the way.
type Met struct {
	Kind finding.Kind `json:"kind"`
	// Title is the sentence of the first time.
	Title string `json:"title"`
	// Check is the name of the first check that it failed; empty when none
	// was judged.
	Check string `json:"check,omitempty"`
	// Times is how many attempts showed it, First when the first one did.
	Times int           `json:"times"`
	First time.Duration `json:"first_ns"`
	// Gone is true when the best attempt does not show it.
	Gone bool `json:"gone_in_best"`
}

// How is the way in which an interview ended.
type How string

const (
	ByTime   How = "time"     // the deadline came
	Finished How = "finished" // all exercises had passed
	Stopped  How = "stopped"  // the person stopped before that
)

// Ended is the end of an interview.
type Ended struct {
	At    time.Time     `json:"at"`
	After time.Duration `json:"after_ns"`
	How   How           `json:"how"`
}

// Length is the time from the start to the deadline.
func (s State) Length() time.Duration { return s.Deadline.Sub(s.Started) }

// Remaining is how much time there is at a wall time, when only the wall clock
// and the file are there to ask: the deadline less now, but never more than
// when the file was last saved, and never negative.
func (s State) Remaining(now time.Time) time.Duration {
	return max(0, min(s.Deadline.Sub(now.Round(0)), s.Left))
}

// Running tells whether it has neither ended nor run out of time at a wall
// time.
func (s State) Running(now time.Time) bool { return s.Ended == nil && s.Remaining(now) > 0 }

// AllPassed tells whether each exercise has passed.
func (s State) AllPassed() bool {
	for _, e := range s.Exercises {
		if e.PassedAfter == nil {
			return false
		}
	}
	return true
}

// Points is the sum of the best points, and of what can be had.
func (s State) Points() (points, maximum int) {
	for _, e := range s.Exercises {
		points += e.Best
		maximum += e.Max
	}
	return points, maximum
}

// NewerError says that session.json was written by a newer grader: it is
// neither read nor overwritten.
type NewerError struct{ Path string }

func (e *NewerError) Error() string {
	return fmt.Sprintf("%s was written by a newer grader; update this one to go on with it", e.Path)
}

// DamagedError says that session.json could not be understood.
type DamagedError struct {
	Path string
	// Aside is where it is kept now; empty when it is where it was.
	Aside string
	// Restored is true when a new one was written from what this process
	// knew.
	Restored bool
	// Err is what was wrong.
	Err error
}

func (e *DamagedError) Error() string {
	s := fmt.Sprintf("%s is damaged (%v)", e.Path, e.Err)
	if e.Aside != "" {
		s += "; it is kept as " + e.Aside
	}
	if e.Restored {
		return s + ", and the interview goes on from what was known here"
	}
	return s + "; your code is not touched"
}

func (e *DamagedError) Unwrap() error { return e.Err }

// ErrNotSession says that a folder holds no interview.
var ErrNotSession = errors.New("no interview is laid out there")

// readState reads the session.json of a folder. The error is a *DamagedError
// with the file where it was, a *NewerError, wraps ErrNotSession, or is the
// operating system's.
func readState(dir string) (State, error) {
	path := filepath.Join(dir, sessionFile)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return State{}, fmt.Errorf("%s: %w", dir, ErrNotSession)
	}
	if err != nil {
		return State{}, fmt.Errorf("read the interview: %w", err)
	}
	return parseState(b, path)
}

func parseState(b []byte, path string) (State, error) {
	var head struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(b, &head); err != nil {
		return State{}, &DamagedError{Path: path, Err: err}
	}
	version, ours := strings.CutPrefix(head.Schema, schemaPrefix)
	n, err := strconv.Atoi(version)
	switch {
	case head.Schema != "" && (!ours || err != nil || n < 1):
		// Some other program's; it is not for us to move.
		return State{}, fmt.Errorf("%s is of another kind (%q): %w", path, head.Schema, ErrNotSession)
	case n > schemaVersion:
		return State{}, &NewerError{Path: path}
	}
	var s State
	if err := json.Unmarshal(b, &s); err != nil {
		return State{}, &DamagedError{Path: path, Err: err}
	}
	s.Started, s.Deadline = s.Started.UTC(), s.Deadline.UTC()
	if s.Ended != nil {
		s.Ended.At = s.Ended.At.UTC()
	}
	if err := s.validate(); err != nil {
		return State{}, &DamagedError{Path: path, Err: err}
	}
	return s, nil
}

// idPattern keeps what is read from leading out of the session's folder.
var idPattern = regexp.MustCompile(`^[0-9a-z][0-9a-z_]*$`)

func (s State) validate() error {
	switch {
	case s.Schema != Schema:
		return errors.New("there is no schema")
	case s.ID == "":
		return errors.New("there is no id")
	case s.Started.IsZero() || !s.Started.Before(s.Deadline) || s.Deadline.Year() > 9999:
		return errors.New("the deadline does not follow the start")
	case s.Left < 0 || s.Left > s.Length():
		return errors.New("there is more or less time left than there can be")
	case len(s.Exercises) == 0:
		return errors.New("there are no exercises")
	case s.Ended != nil && (s.Ended.How == "" || s.Ended.At.IsZero() || s.Ended.At.Year() > 9999 || s.Ended.After < 0):
		return errors.New("the end makes no sense")
	}
	seen := map[string]bool{}
	for _, e := range s.Exercises {
		if !idPattern.MatchString(e.ID) || seen[e.ID] {
			return fmt.Errorf("%q is no exercise of its own", e.ID)
		}
		seen[e.ID] = true
		if err := e.validate(); err != nil {
			return fmt.Errorf("%s: %w", e.ID, err)
		}
	}
	return nil
}

func (e Standing) validate() error {
	const plenty = 1_000_000 // so that sums stay sums
	switch {
	case e.Max < 1 || e.Max > plenty || e.Best < 0 || e.Best > e.Max || e.Last < 0 || e.Last > e.Best:
		return errors.New("the points make no sense")
	case e.Attempts < 0 || e.Attempts > 0 && e.FirstRun == nil || e.Attempts == 0 && (e.FirstRun != nil || e.Best > 0 || len(e.Findings) > 0):
		return errors.New("the attempts make no sense")
	case e.FirstRun != nil && *e.FirstRun < 0 || e.PassedAfter != nil && (e.FirstRun == nil || *e.PassedAfter < *e.FirstRun):
		return errors.New("the times make no sense")
	}
	for _, f := range e.Findings {
		if f.Kind == "" || f.Times < 1 || f.First < 0 {
			return errors.New("a finding makes no sense")
		}
	}
	return nil
}
