package interview

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/progress"
	"racekata/grader/internal/verdict"
)

// Session is an interview in its folder. Its methods may be called from any
// goroutine, and by several processes at once.
type Session struct {
	// Dir is the session's folder.
	Dir string

	mu    sync.Mutex
	state State // replaced as a whole, never changed in place
	// pending are the changes that state has and that could not be written.
	pending []change
}

// change changes a state, and tells whether it did. With an error it has not.
type change func(*State) (changed bool, err error)

// ErrOver says that the interview has ended or that its time had run out.
var ErrOver = errors.New("the interview is over")

// Start writes the session.json of an interview that begins now, a wall time,
// in a folder that has none.
func Start(dir, id string, o Options, set []*exercise.Exercise, length time.Duration, now time.Time) (*Session, error) {
	if length < time.Millisecond {
		return nil, fmt.Errorf("start the interview: %s is no time to work in", length)
	}
	unlock, err := lock(dir)
	if err != nil {
		return nil, fmt.Errorf("start the interview: %w", err)
	}
	defer unlock()
	if _, err := os.Lstat(filepath.Join(dir, sessionFile)); err == nil {
		return nil, fmt.Errorf("start the interview: there is one in %s already", dir)
	}
	// Round takes the monotonic reading off: what counts is what the file
	// says.
	started := now.UTC().Round(0).Truncate(time.Millisecond)
	st := State{
		Schema: Schema, ID: id, Options: o,
		Started: started, Deadline: started.Add(length), Left: length,
	}
	for _, e := range set {
		st.Exercises = append(st.Exercises, Standing{ID: e.ID, Title: e.Title, Pillar: e.Pillar, Level: e.Level, Max: e.Points()})
	}
	if err := st.validate(); err != nil {
		return nil, fmt.Errorf("start the interview: %w", err)
	}
	if err := writeState(dir, st); err != nil {
		return nil, fmt.Errorf("start the interview: %w", err)
	}
	return &Session{Dir: dir, state: st}, nil
}

// Open reads the interview of a folder, whether it runs or has ended. A damaged
// file is set aside, and the error is a *DamagedError that names the place; of
// a newer grader's file it is a *NewerError; without one it wraps
// ErrNotSession.
func Open(dir string) (*Session, error) {
	st, err := readState(dir)
	var damaged *DamagedError
	if errors.As(err, &damaged) {
		unlock, lockErr := lock(dir)
		if lockErr != nil {
			return nil, fmt.Errorf("%w (it could not be set aside: %w)", damaged, lockErr)
		}
		defer unlock()
		// Somebody else may have mended it, or set it aside, meanwhile.
		st, err = readState(dir)
		if errors.As(err, &damaged) {
			if err := damaged.setAside(); err != nil {
				return nil, err
			}
			return nil, damaged
		}
	}
	if err != nil {
		return nil, err
	}
	return &Session{Dir: dir, state: st}, nil
}

// State is what was known when this process last read or wrote the file. It is
// not to be changed.
func (s *Session) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// Record remembers a verdict: hash is that of the code, untouched tells that
// the code is the starter as it was laid out (see candidate.Untouched), and at is when,
// since the start, the code was read. (Judging takes seconds, and they are not
// the candidate's.)
//
// A verdict on the untouched starter is no attempt, and one that says fault is
// the grader's own; neither leaves a trace but the time. A verdict on code that
// was read after the end gets ErrOver and does not count. Any other error means
// that the verdict counts in this process and is not, or not yet, in the file;
// except that a *DamagedError with Restored tells of a file that was replaced,
// and a *NewerError or ErrNotSession of one that must not be.
func (s *Session) Record(v *verdict.Verdict, hash string, untouched bool, at time.Duration) error {
	return s.update(func(st *State) (bool, error) {
		if st.Ended != nil && at >= st.Ended.After || at >= st.Length() {
			return false, ErrOver
		}
		for i := range st.Exercises {
			e := &st.Exercises[i]
			if e.ID != v.Exercise {
				continue
			}
			if !untouched && v.Outcome != verdict.Fault {
				e.record(v, hash, max(0, at))
			}
			st.spent(at)
			return true, nil
		}
		return false, fmt.Errorf("record a verdict: %s is not in this interview", v.Exercise)
	})
}

// Save remembers that so much time is left. It never gives time back.
func (s *Session) Save(left time.Duration) error {
	return s.update(func(st *State) (bool, error) {
		before := st.Left
		st.spent(st.Length() - left)
		return st.Left < before, nil
	})
}

// spent lowers what is left to what is left so long after the start.
func (s *State) spent(at time.Duration) { s.Left = max(0, min(s.Left, s.Length()-at)) }

// End ends the interview: how, how long after the start, and at which wall
// time. The first end stands; a later one changes nothing and is no error.
// Finished is refused unless all exercises have passed.
func (s *Session) End(how How, at time.Duration, now time.Time) error {
	return s.update(func(st *State) (bool, error) {
		switch {
		case st.Ended != nil:
			return false, nil
		case how != ByTime && how != Finished && how != Stopped:
			return false, fmt.Errorf("end the interview: %q is no way to end", how)
		case how == Finished && !st.AllPassed():
			return false, errors.New("end the interview: it is not finished, not every exercise has passed")
		}
		at = min(max(0, at), st.Length())
		st.Ended = &Ended{At: now.UTC().Round(0).Truncate(time.Millisecond), After: at, How: how}
		st.spent(at)
		return true, nil
	})
}

// update reads the file under the lock, lets c have the state, and writes it
// back if c changed it. What cannot be written now, on a full disk say, counts
// in this process and is written with the next change.
func (s *Session) update(c change) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	unlock, err := lock(s.Dir)
	if err != nil {
		return s.later(c, err)
	}
	defer unlock()

	st, damaged, anew, err := s.load()
	switch {
	case errors.As(err, new(*NewerError)) || errors.Is(err, ErrNotSession):
		return err
	case err != nil:
		return s.later(c, err)
	}
	changed, refused := c(&st)
	if changed || anew {
		if err := writeState(s.Dir, st); err != nil {
			return errors.Join(refused, s.later(c, err))
		}
	}
	s.state, s.pending = st, nil
	if damaged != nil {
		damaged.Restored = true
		return errors.Join(refused, damaged)
	}
	return refused
}

// load reads the file and adds what could not be written earlier. A file that
// was damaged or removed behind our back is replaced by what this process
// knows; anew says that there is something to write.
func (s *Session) load() (st State, damaged *DamagedError, anew bool, err error) {
	st, err = readState(s.Dir)
	switch {
	case errors.As(err, &damaged):
		if err := damaged.setAside(); err != nil {
			return State{}, nil, false, err
		}
		return s.state.clone(), damaged, true, nil
	case errors.Is(err, ErrNotSession) && s.isMissing():
		return s.state.clone(), nil, true, nil
	case err != nil:
		return State{}, nil, false, err
	}
	for _, c := range s.pending {
		// One that is refused now came too late: another process has ended
		// the interview.
		changed, _ := c(&st)
		anew = anew || changed
	}
	return st, nil, anew, nil
}

// later makes a change in this process only, as it cannot be written.
func (s *Session) later(c change, why error) error {
	st := s.state.clone()
	changed, refused := c(&st)
	if refused != nil {
		return refused
	}
	s.state = st
	if changed {
		s.pending = append(s.pending, c)
	}
	return fmt.Errorf("the interview cannot be saved at the moment: %w", why)
}

func (s *Session) isMissing() bool {
	_, err := os.Lstat(filepath.Join(s.Dir, sessionFile))
	return os.IsNotExist(err)
}

// clone copies a state so that the copy's exercises can be changed in place.
func (s State) clone() State {
	s.Exercises = append([]Standing(nil), s.Exercises...)
	for i := range s.Exercises {
		s.Exercises[i].Findings = append([]Met(nil), s.Exercises[i].Findings...)
	}
	return s
}

func writeState(dir string, st State) error {
	b, err := encode(st)
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(dir, sessionFile), b)
}

// encode writes JSON for people too: a title's < stays a <.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return b.Bytes(), err
}

// writeFile writes a file as a whole, readable for others as files usually are.
func writeFile(path string, content []byte) error {
	if err := progress.WriteAtomic(path, content); err != nil {
		return err
	}
	return os.Chmod(path, 0o644)
}

// setAside renames the damaged file and notes where it is.
func (e *DamagedError) setAside() error {
	aside, err := progress.SetAside(e.Path)
	if err != nil {
		return fmt.Errorf("%w (it could not be set aside: %w)", e, err)
	}
	e.Aside = aside
	return nil
}

// lock keeps others from changing the session of a folder.
func lock(dir string) (unlock func(), err error) {
	return progress.Lock(filepath.Join(dir, ".session.lock"))
}
