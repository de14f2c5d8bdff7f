package command

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/term"

	"racekata/grader/internal/exercise"
)

// resetAll makes a copy of every folder that differs from its starter and of
// progress.json, all of them before anything is changed; then it lays every
// starter out and begins progress anew.
func (a *app) resetAll(ctx context.Context, c exercise.Catalogue, top string, yes bool) error {
	store := a.progress(top)
	// A progress file that cannot be put back is not to be found out half-way.
	if _, err := store.Read(); err != nil {
		return err
	}
	var changed []*exercise.Exercise
	for _, e := range c.Path() {
		differs, err := differsFromStarter(e, filepath.Join(top, "exercises", e.ID))
		if err != nil {
			return err
		}
		if differs {
			changed = append(changed, e)
		}
	}
	if !yes {
		if err := a.askForYes(ctx, fmt.Sprintf("This lays out the starters of all %d exercises again (you have changed %d of\nthem) and begins your progress anew. Copies are kept under %s.",
			len(c), len(changed), relative(filepath.Join(store.Dir, "versions")))); err != nil {
			return err
		}
	}
	now := time.Now()
	for _, e := range changed {
		folder := filepath.Join(top, "exercises", e.ID)
		if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
			continue // nothing to keep
		}
		kept, err := store.Keep(e.ID, folder, now)
		if err != nil {
			return resetProblem(err, "nothing was changed")
		}
		fmt.Fprintf(a.stdout, "your version of %s is kept in %s\n", e.ID, relative(kept))
	}
	kept, err := store.KeepState(now)
	if err != nil {
		return resetProblem(err, "nothing was changed")
	}
	if kept != "" {
		fmt.Fprintf(a.stdout, "your progress is kept in %s\n", relative(kept))
	}
	const halfWay = "not everything is reset, but the copies are complete"
	for _, e := range changed {
		if err := backToStarter(e, filepath.Join(top, "exercises", e.ID)); err != nil {
			return resetProblem(err, halfWay)
		}
	}
	if err := store.BeginAnew(); err != nil {
		return resetProblem(err, halfWay)
	}
	fmt.Fprintf(a.stdout, "all %d exercises are starters again, and progress begins anew\n  Next: %s\n", len(c), a.style().Command("check", ""))
	return nil
}

// askForYes asks on a terminal; elsewhere there is nobody to ask.
func (a *app) askForYes(ctx context.Context, what string) error {
	in, ok := a.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return &usageError{"reset --all asks first, and there is no terminal to ask on", "say it in the call: " + a.resetAllCommand()}
	}
	fmt.Fprintf(a.stderr, "%s\nType yes to go on: ", what)
	answer := make(chan string, 1)
	// A read from a terminal cannot be stopped; the process ends right after.
	go func() {
		line, _ := bufio.NewReader(in).ReadString('\n')
		answer <- strings.TrimSpace(line)
	}()
	select {
	case <-ctx.Done():
		fmt.Fprintln(a.stderr)
		return ctx.Err()
	case said := <-answer:
		if strings.EqualFold(said, "yes") {
			return nil
		}
	}
	return &usageError{"that was no yes; nothing was changed", "to go on without a question: " + a.resetAllCommand()}
}

func (a *app) resetAllCommand() string {
	if a.style().Make {
		return "make reset ALL=1 YES=1"
	}
	return program + " reset --all --yes"
}

// resetProblem says what the machine did not do, and how far things are.
func resetProblem(err error, state string) error {
	return &usageError{err.Error() + "; " + state, "make room or make it writable, then do it again"}
}

// differsFromStarter tells whether the folder is anything else than the
// starter: a file more, one less, or another content.
func differsFromStarter(e *exercise.Exercise, folder string) (bool, error) {
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true, nil
	case err != nil:
		return false, &usageError{"the folder cannot be read: " + err.Error(), "make it readable first"}
	case !info.IsDir():
		return false, &usageError{relative(folder) + " is not a folder", "move it away first"}
	}
	starter, err := e.Starter()
	if err != nil {
		return false, err
	}
	want, err := contents(starter)
	if err != nil {
		return false, err
	}
	got, err := contents(os.DirFS(folder))
	if err != nil {
		return false, &usageError{"the folder cannot be read: " + err.Error(), "make it readable first"}
	}
	if len(got) != len(want) {
		return true, nil
	}
	for name, content := range want {
		if other, ok := got[name]; !ok || !bytes.Equal(content, other) {
			return true, nil
		}
	}
	return false, nil
}

// contents reads the files below a folder, by name; what is no regular file
// counts as an empty one.
func contents(fsys fs.FS) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[name] = nil
		if d.Type().IsRegular() {
			files[name], err = fs.ReadFile(fsys, name)
		}
		return err
	})
	return files, err
}
