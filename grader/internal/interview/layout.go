package interview

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/staging"
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

// LayOut makes the session's folder and starts the interview. When it fails it
// leaves nothing that it made. The errors are those of staging.Fill.
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

func (l Layout) layOut() (*Session, error) {
	if l.Into != "" {
		return l.fill(l.Into, l.name())
	}
	// The first name that is free.
	for n := 1; ; n++ {
		id := l.name()
		if n > 1 {
			id += "-" + strconv.Itoa(n)
		}
		dir := filepath.Join(l.Top, Folder, id)
		if _, err := os.Lstat(dir); err == nil {
			continue
		}
		s, err := l.fill(dir, id)
		if errors.Is(err, staging.ErrNotEmpty) {
			continue // somebody else has taken it since
		}
		return s, err
	}
}

func (l Layout) name() string {
	return l.Now.Format(time.DateOnly) + "-" + strconv.FormatUint(l.Options.Seed, 10)
}

// fill lays the interview out. session.json is what makes it one, and comes
// last.
func (l Layout) fill(dir, id string) (s *Session, err error) {
	err = staging.Fill(dir, sessionFile, func(draft string) (err error) {
		if err = l.write(draft, id); err == nil {
			s, err = Start(draft, id, l.Options, l.Exercises, l.Length, l.Now)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	s.Dir, err = filepath.Abs(dir)
	return s, err
}
