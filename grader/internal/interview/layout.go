package interview

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"racekata/grader/internal/exercise"
)

// Folder is the folder below the top of a repository that holds sessions.
const Folder = "interviews"

// Layout says what to lay out, and where.
type Layout struct {
	// Top is the folder above interviews/. The session's folder gets the local
	// date and the seed for a name, and -2 and so on if there is one already.
	Top string
	// Into, when given, is the session's folder itself. It must be empty or
	// missing.
	Into string

	Options   Options
	Exercises []*exercise.Exercise
	Length    time.Duration
	// Now is the start, in the local time zone.
	Now time.Time
	// Grader is the program that `make check` calls; "" is racekata-grader on
	// the PATH.
	Grader string
}

// NotEmptyError says that a folder to lay out in holds something already, or
// is no folder.
type NotEmptyError struct{ Path string }

func (e *NotEmptyError) Error() string {
	return fmt.Sprintf("%s is not an empty folder; name one that is empty or that does not exist yet", e.Path)
}

// LayOut makes the session's folder and starts the interview. When it fails it
// leaves nothing that it made. The error is a *NotEmptyError when there is
// something in Into.
func LayOut(l Layout) (*Session, error) {
	if len(l.Exercises) == 0 {
		return nil, errors.New("lay out the interview: there are no exercises")
	}
	s, err := l.layOut()
	if err != nil {
		return nil, fmt.Errorf("lay out the interview: %w", err)
	}
	return s, nil
}

func (l Layout) layOut() (s *Session, err error) {
	into := l.Into
	if into == "" {
		into = filepath.Join(l.Top, Folder)
	}
	into, err = filepath.Abs(into)
	if err != nil {
		return nil, err
	}
	undo, err := makeFolders(into)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			undo()
		}
	}()
	if l.Into != "" {
		if err := mustBeEmpty(into); err != nil {
			return nil, err
		}
	}

	// Everything is written aside first, in the folder that will hold it, so
	// that it can be renamed into its place.
	draft, err := os.MkdirTemp(into, ".laying-out-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(draft)
	if err := l.write(draft); err != nil {
		return nil, err
	}
	if l.Into != "" {
		return l.fill(into, draft)
	}
	return l.place(into, draft)
}

func (l Layout) name() string {
	return l.Now.Format(time.DateOnly) + "-" + strconv.FormatUint(l.Options.Seed, 10)
}

// place renames the draft to the first name that is free.
func (l Layout) place(above, draft string) (*Session, error) {
	for n := 1; ; n++ {
		id := l.name()
		if n > 1 {
			id += "-" + strconv.Itoa(n)
		}
		dir := filepath.Join(above, id)
		if _, err := os.Lstat(dir); err == nil {
			continue
		}
		s, err := l.start(draft, id)
		if err != nil {
			return nil, err
		}
		err = os.Rename(draft, dir)
		if err == nil {
			s.Dir = dir
			return s, nil
		}
		// Somebody else may have taken the name since: then there is another.
		if _, taken := os.Lstat(dir); taken != nil {
			return nil, err
		}
	}
}

// fill moves what is in the draft into the folder that holds it. That folder
// may be where the person's shell is: it must stay the same one.
func (l Layout) fill(dir, draft string) (s *Session, err error) {
	if s, err = l.start(draft, l.name()); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(draft)
	if err != nil {
		return nil, err
	}
	var moved []string
	defer func() {
		if err != nil {
			for _, m := range moved {
				err = errors.Join(err, os.RemoveAll(m))
			}
		}
	}()
	// session.json is what makes it an interview, and sorts behind the rest.
	for _, entry := range entries {
		target := filepath.Join(dir, entry.Name())
		if _, there := os.Lstat(target); there == nil {
			return nil, &NotEmptyError{Path: dir}
		}
		if err := os.Rename(filepath.Join(draft, entry.Name()), target); err != nil {
			return nil, err
		}
		moved = append(moved, target)
	}
	s.Dir = dir
	return s, nil
}

// start writes a draft's README.md and session.json, over those of an earlier
// name.
func (l Layout) start(draft, id string) (*Session, error) {
	if err := os.WriteFile(filepath.Join(draft, "README.md"), []byte(l.readme(id)), 0o644); err != nil {
		return nil, err
	}
	if err := os.Remove(filepath.Join(draft, sessionFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return Start(draft, id, l.Options, l.Exercises, l.Length, l.Now)
}

// makeFolders makes a folder and those above it; undo removes those that it
// made, unless something is in them.
func makeFolders(dir string) (undo func(), err error) {
	var missing []string
	for d := dir; ; d = filepath.Dir(d) {
		_, err := os.Lstat(d)
		if err == nil || d == filepath.Dir(d) {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		missing = append(missing, d)
	}
	undo = func() {
		for _, d := range missing {
			os.Remove(d) // one that holds something stays, and that is meant
		}
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, &NotEmptyError{Path: dir}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		undo()
		return nil, err
	}
	return undo, nil
}

func mustBeEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	if len(entries) > 0 {
		return &NotEmptyError{Path: dir}
	}
	return nil
}
