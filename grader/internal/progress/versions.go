package progress

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// stampLayout is how a time is written in the names of kept versions.
const stampLayout = "2006-01-02_15.04.05"

// Keep copies the regular files of folder to versions/<id>/<time> and returns
// that place. Nothing of the learner's is ever deleted. The time is now, to
// the second; a number is added when two resets fall into one.
func (s Store) Keep(id, folder string, now time.Time) (string, error) {
	base := filepath.Join(s.Dir, "versions", id)
	if err := os.MkdirAll(base, 0o755); err != nil {
		return "", &FileError{"keep your version of " + id, err}
	}
	stamp := now.Format(stampLayout)
	for n := 1; ; n++ {
		dir := filepath.Join(base, stamp)
		if n > 1 {
			dir = fmt.Sprintf("%s-%d", dir, n)
		}
		err := os.Mkdir(dir, 0o755)
		if os.IsExist(err) {
			continue
		}
		if err == nil {
			err = copyFiles(folder, dir)
		}
		if err != nil {
			return "", &FileError{"keep your version of " + id, err}
		}
		return dir, nil
	}
}

func copyFiles(from, to string) error {
	return filepath.WalkDir(from, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, p)
		if err != nil {
			return err
		}
		switch {
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		case !d.Type().IsRegular():
			return nil
		}
		b, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), b, 0o644)
	})
}
