package progress

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// KeepState copies progress.json to versions/progress/<time>.json and returns
// that place, "" when there is no progress yet.
func (s Store) KeepState(now time.Time) (string, error) {
	content, err := os.ReadFile(s.path())
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", &FileError{"keep your progress", err}
	}
	base := filepath.Join(s.Dir, "versions", "progress")
	if err := os.MkdirAll(base, 0o755); err != nil {
		return "", &FileError{"keep your progress", err}
	}
	for n := 1; ; n++ {
		path := filepath.Join(base, now.Format(stampLayout))
		if n > 1 {
			path = fmt.Sprintf("%s-%d", path, n)
		}
		path += ".json"
		if _, err := os.Lstat(path); err == nil {
			continue
		}
		if err := WriteAtomic(path, content); err != nil {
			return "", &FileError{"keep your progress", err}
		}
		return path, nil
	}
}

// BeginAnew forgets all that was done. Which versions of the exercises were
// seen stays known: they are no news.
func (s Store) BeginAnew() error {
	return s.Update(func(st *State) { st.Exercises = map[string]*Entry{} })
}
