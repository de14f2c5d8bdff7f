package filewatch

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"time"
)

// snapshot is what a folder's files look like. It is nil when there is no such
// folder.
type snapshot map[string]look

// look is what a save changes. Comparing the identity finds a file that was
// replaced by one of the same size and time.
type look struct {
	size     int64
	modified time.Time
	identity identity
}

func (s snapshot) equal(other snapshot) bool {
	return (s == nil) == (other == nil) && maps.EqualFunc(s, other, func(a, b look) bool {
		return a.size == b.size && a.modified.Equal(b.modified) && a.identity == b.identity
	})
}

func take(dir string, match func(string) bool) snapshot {
	entries, err := os.ReadDir(dir)
	if err != nil && len(entries) == 0 {
		return nil
	}
	s := snapshot{}
	for _, e := range entries {
		if !match(e.Name()) {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // renamed away between the two calls: the next look sees it
		}
		if err != nil {
			s[e.Name()] = look{}
			continue
		}
		s[e.Name()] = look{size: info.Size(), modified: info.ModTime(), identity: identityOf(info)}
	}
	return s
}
