package progress

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Version is the version of the file's shape.
const Version = 1

// State is the content of progress.json.
type State struct {
	Version   int               `json:"version"`
	Exercises map[string]*Entry `json:"exercises"`
	// Seen is the version of each exercise that was there last, by id; empty
	// before the first time.
	Seen map[string]string `json:"seen,omitempty"`
}

// Entry is what is known of one exercise.
type Entry struct {
	// Attempts counts verdicts on code other than the untouched starter.
	Attempts int `json:"attempts"`
	// Points of the last verdict.
	Points int `json:"points"`
	// Open is the name of the first check that the last verdict did not pass.
	Open string `json:"open,omitempty"`
	// Checked is when the last verdict was given; zero when that is not known.
	Checked time.Time `json:"checked,omitzero"`
	// Passed is the last pass; nil when there was none.
	Passed *Pass `json:"passed,omitempty"`
	// Hints counts, per check, the hints given so far.
	Hints map[string]int `json:"hints,omitempty"`
}

// Pass is a pass of some code at some time.
type Pass struct {
	At time.Time `json:"at"`
	// Hash is the candidate's hash.
	Hash string `json:"hash"`
	// Version is the exercise's; "" until it is noted.
	Version string `json:"version,omitempty"`
}

// Of returns the entry of an exercise, made if there is none.
func (s *State) Of(id string) *Entry {
	if s.Exercises == nil {
		s.Exercises = map[string]*Entry{}
	}
	if s.Exercises[id] == nil {
		s.Exercises[id] = &Entry{}
	}
	return s.Exercises[id]
}

// Latest names the exercise that was checked last of those whose last verdict
// was no pass; "" when there is none.
func (s *State) Latest() string {
	latest := ""
	for id, e := range s.Exercises {
		if e.Open != "" && !e.Checked.IsZero() && (latest == "" || e.Checked.After(s.Exercises[latest].Checked)) {
			latest = id
		}
	}
	return latest
}

// Store is the folder .racekata.
type Store struct {
	Dir string
	// Warn is told, in a sentence, what was wrong and what was done.
	Warn func(string)
}

// At returns the store below the top of a repository.
func At(root string, warn func(string)) Store {
	return Store{Dir: filepath.Join(root, ".racekata"), Warn: warn}
}

// NewerError says that progress.json was written by a newer grader: it is
// neither read nor overwritten.
type NewerError struct{ Path string }

func (e *NewerError) Error() string {
	return fmt.Sprintf("%s was written by a newer grader; update this one (git pull) to go on with it", e.Path)
}

func (s Store) path() string { return filepath.Join(s.Dir, "progress.json") }

// Read returns the state; an empty one when there is none yet. A damaged file
// is set aside, and Warn is told.
func (s Store) Read() (*State, error) {
	empty := &State{Version: Version, Exercises: map[string]*Entry{}}
	b, err := os.ReadFile(s.path())
	if errors.Is(err, fs.ErrNotExist) {
		return empty, nil
	}
	if err != nil {
		return nil, &FileError{"read progress", err}
	}
	var st State
	if err := json.Unmarshal(b, &st); err != nil || st.Version < 1 {
		return empty, s.setAside()
	}
	if st.Version > Version {
		return nil, &NewerError{Path: s.path()}
	}
	for id, e := range st.Exercises {
		if e == nil {
			delete(st.Exercises, id)
		}
	}
	return &st, nil
}

// setAside renames a damaged file, so that nothing is lost and the next write
// does not fall over it.
func (s Store) setAside() error {
	aside, err := SetAside(s.path())
	if err != nil {
		return &FileError{"set a damaged progress file aside", err}
	}
	s.Warn(fmt.Sprintf("the progress file was damaged; it is kept as %s, and progress starts anew (your code is not touched)", aside))
	return nil
}

// Update reads the state, lets change have it, and writes it back. Two
// processes that update at once do so one after the other.
func (s Store) Update(change func(*State)) error {
	if err := os.MkdirAll(s.Dir, 0o755); err != nil {
		return &FileError{"keep progress", err}
	}
	unlock, err := Lock(filepath.Join(s.Dir, "lock"))
	if err != nil {
		return &FileError{"keep progress", err}
	}
	defer unlock()
	st, err := s.Read()
	if err != nil {
		return err
	}
	change(st)
	st.Version = Version
	b, err := json.MarshalIndent(st, "", "  ")
	if err != nil {
		return &FileError{"keep progress", err}
	}
	if err := WriteAtomic(s.path(), append(b, '\n')); err != nil {
		return &FileError{"keep progress", err}
	}
	return nil
}
