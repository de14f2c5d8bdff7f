package interview

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Find lists the interviews below the interviews/ of a repository that have
// neither ended nor run out of time at a wall time, newest first. Those that
// can be read come back beside an error that joins what is wrong with the
// others; nothing is written.
func Find(top string, now time.Time) ([]*Session, error) {
	return find(top, func(s State) bool { return s.Running(now) })
}

// Expired lists, like Find, those whose time ran out while nobody was there:
// they have not ended, and want an End by time and a scorecard.
func Expired(top string, now time.Time) ([]*Session, error) {
	return find(top, func(s State) bool { return s.Ended == nil && !s.Running(now) })
}

func find(top string, want func(State) bool) ([]*Session, error) {
	above := filepath.Join(top, Folder)
	entries, err := os.ReadDir(above)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look for interviews: %w", err)
	}
	var (
		found  []*Session
		broken []error
	)
	for _, entry := range entries {
		dir := filepath.Join(above, entry.Name())
		if info, err := os.Stat(dir); err != nil || !info.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		st, err := readState(dir)
		switch {
		case errors.Is(err, ErrNotSession):
		case err != nil:
			broken = append(broken, err)
		case want(st):
			found = append(found, &Session{Dir: dir, state: st})
		}
	}
	slices.SortFunc(found, func(a, b *Session) int {
		return cmp.Or(b.state.Started.Compare(a.state.Started), cmp.Compare(b.state.ID, a.state.ID))
	})
	return found, errors.Join(broken...)
}

// Of returns the session's folder that dir is, or is below. Open tells whether
// it still runs; hints and solutions have to wait until it does not.
func Of(dir string) (folder string, ok bool) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", false
	}
	if folder, ok := above(abs); ok {
		return folder, true
	}
	// A link from elsewhere leads into one as well.
	if real, err := filepath.EvalSymlinks(abs); err == nil && real != abs {
		return above(real)
	}
	return "", false
}

func above(dir string) (string, bool) {
	for ; ; dir = filepath.Dir(dir) {
		if isSession(dir) {
			return dir, true
		}
		if dir == filepath.Dir(dir) {
			return "", false
		}
	}
}

// isSession tells whether a folder has a session.json of ours: of any version,
// and even a damaged one, as far as that can be seen.
func isSession(dir string) bool {
	b, err := os.ReadFile(filepath.Join(dir, sessionFile))
	if err != nil {
		return false
	}
	var head struct {
		Schema string `json:"schema"`
	}
	if json.Unmarshal(b, &head) != nil {
		return strings.Contains(string(b), schemaPrefix)
	}
	return strings.HasPrefix(head.Schema, schemaPrefix)
}
