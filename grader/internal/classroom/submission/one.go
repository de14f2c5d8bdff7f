package submission

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"racekata/grader/internal/exercise"
)

// One reads a single submission, a folder or an archive, whose student goes by
// key: what an autograder is given. Whatever is wrong with its content is said
// in the submission, as Open does; the error is that there is none.
func One(ctx context.Context, path, key string, c exercise.Catalogue, o Options) (Submission, error) {
	path, err := filepath.Abs(path)
	if err == nil {
		path, err = filepath.EvalSymlinks(path) // the caller's own path may be a link
	}
	if err != nil {
		return Submission{}, fmt.Errorf("read the submission: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return Submission{}, fmt.Errorf("read the submission: %w", err)
	}
	e := entry{name: filepath.Base(path), dir: info.IsDir(), modified: info.ModTime()}
	e.special = !e.dir && !info.Mode().IsRegular()
	if e.dir {
		_, err := os.Lstat(filepath.Join(path, ".git"))
		e.git = err == nil
	}
	st := student{
		key: key, people: []Person{{Name: key}}, layout: Plain,
		attempts: []attempt{{files: []source{whole(e)}}},
	}
	return read(ctx, filepath.Dir(path), st, c, o.Limits.orDefault()), nil
}
