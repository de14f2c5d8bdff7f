// Package kept keeps verdicts by content, so that the same code is judged once:
// handed in by two people, untouched by half of the class, graded a second
// time.
//
//	m := kept.Memory{Dir: filepath.Join(cache, "verdicts")}
//	key := kept.Key(hash, basis)
//	if v, ok := m.Load(key); ok { … }
//	err := m.Store(key, v)
//
// A verdict that says something of the machine rather than of the code is not
// kept: a fault, or a limit that was met. A failure that was seen once stays,
// whatever later checks show.
package kept

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/progress"
	"racekata/grader/internal/verdict"
)

// Memory is a folder of verdicts.
type Memory struct{ Dir string }

// Key names the verdict on a candidate, by its hash, on a basis: all that
// judges it.
func Key(candidate, basis string) string {
	sum := sha256.Sum256([]byte(candidate + "\n" + basis))
	return hex.EncodeToString(sum[:16])
}

// Worth tells whether a verdict says the same of the same code tomorrow.
func Worth(v *verdict.Verdict) bool {
	return v.Outcome != verdict.Fault && !slices.ContainsFunc(v.Findings, func(f verdict.Finding) bool {
		switch f.Kind {
		case finding.OutOfTime, finding.OutOfMemory, finding.TooMuchOutput, finding.Died:
			return true
		}
		// A build that met a limit on this machine.
		return f.Kind == finding.Forbidden && f.Rule == finding.BuildLimit
	})
}

// Load is the verdict kept under a key. A damaged one is as good as none: the
// code is judged again.
func (m Memory) Load(key string) (*verdict.Verdict, bool) {
	b, err := os.ReadFile(m.file(key))
	if err != nil {
		return nil, false
	}
	var v verdict.Verdict
	if json.Unmarshal(b, &v) != nil || v.Schema != verdict.Schema {
		return nil, false
	}
	return &v, true
}

// Store keeps a verdict that is worth it. A pass does not replace a failure.
func (m Memory) Store(key string, v *verdict.Verdict) error {
	if !Worth(v) {
		return nil
	}
	if old, ok := m.Load(key); ok && old.Outcome != verdict.Passed && v.Outcome == verdict.Passed {
		return nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("keep a verdict: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(m.file(key)), 0o755); err != nil {
		return fmt.Errorf("keep a verdict: %w", err)
	}
	if err := progress.WriteAtomic(m.file(key), b); err != nil {
		return fmt.Errorf("keep a verdict: %w", err)
	}
	return nil
}

func (m Memory) file(key string) string { return filepath.Join(m.Dir, key[:2], key+".json") }

// unused is how long a verdict that nobody asked for is kept.
const unused = 400 * 24 * time.Hour

// Prune removes what has lain there for more than a year: a course comes back
// after one.
func (m Memory) Prune(now time.Time) error {
	err := filepath.WalkDir(m.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil || now.Sub(info.ModTime()) < unused {
			return err
		}
		return os.Remove(path)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil // nothing was kept yet, or another run was faster
	}
	return err
}
