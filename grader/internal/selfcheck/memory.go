package selfcheck

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"racekata/grader/internal/progress"
)

// Memory keeps results by content in a folder, so that a long exam can be
// stopped and carried on. A result is found again only while everything that
// it depends on is the same.
type Memory struct {
	Dir string
	// Kit is a hash of the kit's sources, by HashSources.
	Kit string
}

// HashSources hashes the files of a tree that a program which imports it is built
// from: not its tests, nor what is theirs.
func HashSources(fsys fs.FS) (string, error) {
	h := sha256.New()
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "testdata":
			return fs.SkipDir
		case d.IsDir() || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		b, err := fs.ReadFile(fsys, name)
		fmt.Fprintf(h, "%s %x\n", name, sha256.Sum256(b))
		return err
	})
	return hex.EncodeToString(h.Sum(nil)), err
}

// Key names the result of one subject: a hash of all that it depends on. what
// tells apart different things that are measured of it.
func (m Memory) Key(s Subject, what string) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, m.Kit, runtime.Version(), what, s.Exercise.ID, s.String(), s.Want, s.Candidate.Hash())
	tests, err := s.Exercise.HiddenTests()
	if err != nil {
		return "", err
	}
	for _, name := range slices.Sorted(maps.Keys(tests)) {
		fmt.Fprintf(h, "%s %x\n", name, sha256.Sum256(tests[name]))
	}
	fmt.Fprintln(h, s.Exercise.Checks)
	return hex.EncodeToString(h.Sum(nil))[:24], nil
}

// Load fills into with what was kept of a subject and tells whether there was
// anything. A damaged file is as good as none: it is measured again.
func (m Memory) Load(s Subject, what string, into any) (bool, error) {
	key, err := m.Key(s, what)
	if err != nil {
		return false, err
	}
	b, err := os.ReadFile(filepath.Join(m.Dir, key+".json"))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return json.Unmarshal(b, into) == nil, nil
}

// Store keeps a result.
func (m Memory) Store(s Subject, what string, result any) error {
	key, err := m.Key(s, what)
	if err != nil {
		return err
	}
	b, err := json.Marshal(result)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(m.Dir, 0o755); err != nil {
		return err
	}
	return progress.WriteAtomic(filepath.Join(m.Dir, key+".json"), b)
}
