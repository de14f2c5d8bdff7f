package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/classroom/results"
)

// Code is the folder of judged code in a folder of results.
type Code struct{ dir string }

// CodeIn is that of a folder of results.
func CodeIn(dir string) Code { return Code{filepath.Join(dir, "code")} }

// hashShown is how much of a hash names a folder.
const hashShown = 24

func (c Code) folder(hash string) string {
	return filepath.Join(c.dir, hash[:min(len(hash), hashShown)])
}

// Keep writes a candidate's files, unless they are there.
func (c Code) Keep(hash string, files map[string][]byte) (err error) {
	to := c.folder(hash)
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	if err := os.MkdirAll(c.dir, 0o755); err != nil {
		return fmt.Errorf("keep the code: %w", err)
	}
	draft, err := os.MkdirTemp(c.dir, ".draft-")
	if err != nil {
		return fmt.Errorf("keep the code: %w", err)
	}
	defer func() {
		if gone := os.RemoveAll(draft); err == nil && gone != nil {
			err = fmt.Errorf("keep the code: %w", gone)
		}
	}()
	in := filepath.Join(draft, "code") // the draft itself is closed to others
	if err := os.Mkdir(in, 0o755); err != nil {
		return fmt.Errorf("keep the code: %w", err)
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(in, name), content, 0o644); err != nil {
			return fmt.Errorf("keep the code: %w", err)
		}
	}
	if err := os.Rename(in, to); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("keep the code: %w", err)
	}
	return nil
}

// Load is what Keep wrote; nil when it is not there.
func (c Code) Load(hash string) map[string][]byte {
	if hash == "" {
		return nil
	}
	cand, err := candidate.FromFolder(c.folder(hash))
	if err != nil {
		return nil
	}
	return cand.Map()
}

// Sources gives the students' files as the exports want them.
func (c Code) Sources(r *results.Results) func(student, exercise string) map[string][]byte {
	hashes := map[[2]string]string{}
	for _, s := range r.Students {
		for _, g := range s.Grades {
			hashes[[2]string{s.Key, g.Exercise}] = g.Hash
		}
	}
	return func(student, exercise string) map[string][]byte { return c.Load(hashes[[2]string{student, exercise}]) }
}

// CopyFrom keeps the code of another folder of results as well.
func (c Code) CopyFrom(other Code, r *results.Results) error {
	for _, s := range r.Students {
		for _, g := range s.Grades {
			if files := other.Load(g.Hash); files != nil {
				if err := c.Keep(g.Hash, files); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
