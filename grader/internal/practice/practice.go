package practice

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"racekata/grader/internal/exercise"
)

// The files end in .tmpl so that no tool takes a go.mod or an .editorconfig in
// here for its own.
//
//go:embed all:template
var templates embed.FS

var (
	// ErrNotEmpty says that there is something in the folder already.
	ErrNotEmpty = errors.New("the folder is not empty")
	// ErrNotFolder says that something else has the folder's name.
	ErrNotFolder = errors.New("there is something of that name, and it is no folder")
)

// last is moved into an existing folder when all else is there: a folder
// without it is none to practise in, for no command.
const last = "go.mod"

// LayOut makes dir, and the folders above it, and lays out the starters of c.
// grader is the path of the grader that the Makefile calls; "" is the one on
// the PATH. The folder must be missing or empty: the errors are ErrNotEmpty,
// ErrNotFolder, ctx's own, or what the machine said. On an error nothing is
// left of what was begun.
func LayOut(ctx context.Context, dir string, c exercise.Catalogue, grader string) (err error) {
	dir, err = filepath.Abs(dir)
	if err != nil {
		return err
	}
	there, err := isEmptyFolder(dir)
	if err != nil {
		return err
	}
	above, stageIn := "", dir
	if !there {
		stageIn = filepath.Dir(dir)
		above, err = makeFolders(stageIn)
		defer func() {
			if err != nil && above != "" {
				err = errors.Join(err, os.RemoveAll(above))
			}
		}()
		if err != nil {
			return err
		}
	}
	stage, err := os.MkdirTemp(stageIn, ".racekata-init-")
	if err != nil {
		return err
	}
	defer func() {
		// It holds nothing any more, or what came of half the work.
		if gone := os.RemoveAll(stage); err == nil {
			err = gone
		}
	}()
	draft := filepath.Join(stage, "draft") // MkdirTemp's own folder is closed to others
	if err := write(ctx, draft, c, grader); err != nil {
		return err
	}
	if !there {
		return os.Rename(draft, dir)
	}
	return moveInto(draft, dir)
}

// isEmptyFolder tells whether dir is there; it is an error if it cannot be
// used.
func isEmptyFolder(dir string) (bool, error) {
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist): // a link to nothing
		return false, ErrNotFolder
	case err != nil:
		return false, err
	case !info.IsDir():
		return false, ErrNotFolder
	}
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		err = fmt.Errorf("%w: %s is in it", ErrNotEmpty, entries[0].Name())
	}
	return true, err
}

// makeFolders makes dir and what is missing above it, and returns the topmost
// folder that it made, "" for none.
func makeFolders(dir string) (made string, err error) {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Lstat(d); err == nil || d == filepath.Dir(d) {
			break
		}
		made = d
	}
	return made, os.MkdirAll(dir, 0o755)
}

// moveInto moves what is in draft into dir, all of it or nothing. The folder
// itself stays: somebody's shell may be in it.
func moveInto(draft, dir string) error {
	entries, err := os.ReadDir(draft)
	if err != nil {
		return err
	}
	var moved []string
	move := func(name string) {
		if err != nil {
			return
		}
		target := filepath.Join(dir, name)
		if err = os.Rename(filepath.Join(draft, name), target); err == nil {
			moved = append(moved, target)
		}
	}
	for _, e := range entries {
		if e.Name() != last {
			move(e.Name())
		}
	}
	move(last)
	if err != nil {
		for _, target := range moved {
			err = errors.Join(err, os.RemoveAll(target))
		}
	}
	return err
}

// write writes everything below dir, which is not there yet.
func write(ctx context.Context, dir string, c exercise.Catalogue, grader string) error {
	for _, e := range c {
		if err := ctx.Err(); err != nil {
			return err
		}
		starter, err := e.Starter()
		if err != nil {
			return err
		}
		if err := os.CopyFS(filepath.Join(dir, "exercises", e.ID), starter); err != nil {
			return fmt.Errorf("lay out %s: %w", e.ID, err)
		}
	}
	return fs.WalkDir(templates, "template", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(templates, name)
		if err != nil {
			return err
		}
		rel := strings.TrimSuffix(strings.TrimPrefix(name, "template/"), ".tmpl")
		return expand(filepath.Join(dir, filepath.FromSlash(rel)), string(text), newValues(c, grader))
	})
}

func expand(path, text string, v values) error {
	t, err := template.New(filepath.Base(path)).Option("missingkey=error").Parse(text)
	if err != nil {
		return err
	}
	var b strings.Builder
	if err := t.Execute(&b, v); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}
