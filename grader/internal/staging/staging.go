// Package staging fills a folder with all that belongs into it, or leaves things
// as they were:
//
//	err := staging.Fill("evenings", "go.mod", func(draft string) error {
//		return os.WriteFile(filepath.Join(draft, "go.mod"), …)
//	})
//
// What is written goes into a draft on the same disk, which is renamed, or moved
// piece by piece into a folder that is there already: somebody's shell may be
// in it.
package staging

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

var (
	// ErrNotEmpty says that there is something in the folder already.
	ErrNotEmpty = errors.New("the folder is not empty")
	// ErrNotFolder says that something else has the folder's name.
	ErrNotFolder = errors.New("there is something of that name, and it is no folder")
)

// Fill makes dir, and the folders above it, and has write fill it. The folder
// must be missing or empty: the errors are ErrNotEmpty, ErrNotFolder, write's
// own, or what the machine said. last, if not "", is moved into an existing
// folder when all else is there: the file that makes it what it is. On an error
// nothing is left of what was begun.
func Fill(dir, last string, write func(draft string) error) (err error) {
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	there, err := isEmptyFolder(dir)
	if err != nil {
		return err
	}
	in := dir
	if !there {
		in = filepath.Dir(dir)
	}
	undo, err := makeFolders(in)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			undo()
		}
	}()
	stage, err := os.MkdirTemp(in, ".racekata-")
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
	if err := os.Mkdir(draft, 0o755); err != nil {
		return err
	}
	if err := write(draft); err != nil {
		return err
	}
	if there {
		return moveInto(draft, dir, last)
	}
	if err := os.Rename(draft, dir); err != nil {
		if _, taken := os.Lstat(dir); taken == nil {
			return ErrNotEmpty // somebody else was faster
		}
		return err
	}
	return nil
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

// makeFolders makes dir and what is missing above it. undo removes what it made,
// unless something is in it.
func makeFolders(dir string) (undo func(), err error) {
	var missing []string
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Lstat(d); err == nil || d == filepath.Dir(d) {
			break
		}
		missing = append(missing, d)
	}
	undo = func() {
		for _, d := range missing {
			os.Remove(d) // one that holds something stays, and that is meant
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		undo()
		return nil, err
	}
	return undo, nil
}

// moveInto moves what is in draft into dir, all of it or nothing.
func moveInto(draft, dir, last string) error {
	entries, err := os.ReadDir(draft)
	if err != nil {
		return err
	}
	var names []string
	for _, e := range entries {
		if e.Name() != last {
			names = append(names, e.Name())
		}
	}
	if last != "" {
		names = append(names, last)
	}
	var moved []string
	for _, name := range names {
		target := filepath.Join(dir, name)
		if err := os.Rename(filepath.Join(draft, name), target); err != nil {
			for _, m := range moved {
				err = errors.Join(err, os.RemoveAll(m))
			}
			return err
		}
		moved = append(moved, target)
	}
	return nil
}
