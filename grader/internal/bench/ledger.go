package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"racekata/grader/internal/progress"
)

// ledger keeps what has been measured of one grader, so that hours of it can be
// stopped and carried on.
type ledger struct {
	file string
	// Grader is a hash of the binary that was measured.
	Grader string                   `json:"grader"`
	Took   map[string]time.Duration `json:"took"`
	// Peak is the most memory that the grader itself had, in bytes.
	Peak int64 `json:"peak"`
}

// openLedger reads a ledger, or begins one. It is an error if it is about
// another grader.
func openLedger(file, grader string) (*ledger, error) {
	binary, err := os.ReadFile(grader)
	if err != nil {
		return nil, err
	}
	l := &ledger{file: file, Grader: fmt.Sprintf("%x", sha256.Sum256(binary))[:16], Took: map[string]time.Duration{}}
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return l, os.MkdirAll(filepath.Dir(file), 0o755)
	}
	if err != nil {
		return nil, err
	}
	var old ledger
	if err := json.Unmarshal(b, &old); err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	if old.Grader != l.Grader {
		return nil, fmt.Errorf("%s was measured with another grader: name another folder", file)
	}
	l.Took, l.Peak = old.Took, old.Peak
	return l, nil
}

func (l *ledger) add(what string, took time.Duration) error {
	l.Took[what] = took
	b, err := json.MarshalIndent(l, "", "\t")
	if err != nil {
		return err
	}
	return progress.WriteAtomic(l.file, b)
}
