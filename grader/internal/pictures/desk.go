package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/finding"
	"racekata/grader/internal/tmux/window"
	"racekata/solutions"
)

// desk is where a scene is played: a folder to practise in, and a shell in it.
type desk struct {
	*window.Window
	ctx       context.Context
	seed      uint64
	grader    string
	dir       string // the folder to practise in
	above     string
	catalogue exercise.Catalogue
}

const prompt = "$"

// sit lays out a folder and opens a terminal there. The desk must be left.
func sit(ctx context.Context, grader string, seed uint64, columns, rows int) (d *desk, err error) {
	d = &desk{ctx: ctx, seed: seed}
	if d.grader, err = filepath.Abs(grader); err != nil {
		return nil, err
	}
	if d.catalogue, err = exercise.Load(solutions.FS); err != nil {
		return nil, err
	}
	if d.above, err = os.MkdirTemp("", "racekata-pictures-"); err != nil {
		return nil, err
	}
	d.dir = filepath.Join(d.above, "racekata")
	defer func() {
		if err != nil {
			err = errors.Join(err, d.leave())
		}
	}()
	init := exec.CommandContext(ctx, d.grader, "init", "racekata")
	init.Dir = d.above
	if out, err := init.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("lay out a folder: %w\n%s", err, out)
	}
	d.Window, err = window.Open(ctx, window.Options{
		Width: columns, Height: rows, Dir: d.dir, Patience: 3 * time.Minute,
		Env: []string{
			"PATH=" + filepath.Dir(d.grader) + string(filepath.ListSeparator) + os.Getenv("PATH"),
			"PS1=" + prompt + " ", "HISTFILE=/dev/null", "BASH_SILENCE_DEPRECATION_WARNING=1",
		},
	}, // What this process was given by make would show: "make[1]:".
		"env", "-u", "ENV", "-u", "MAKEFLAGS", "-u", "MFLAGS", "-u", "MAKELEVEL", "-u", "MAKEOVERRIDES",
		"-u", "NO_COLOR", "-u", "COLUMNS", "-u", "LINES", "sh", "-i")
	if err != nil {
		return nil, err
	}
	return d, d.prompted("")
}

func (d *desk) leave() error {
	var err error
	if d.Window != nil {
		err = d.Close()
	}
	return errors.Join(err, os.RemoveAll(d.above))
}

// enter types a command and waits for its end.
func (d *desk) enter(command string) error {
	if err := d.Type(command); err != nil {
		return err
	}
	return d.prompted(command)
}

// prompted waits until the command that can be seen has ended: the last line
// is a prompt again.
func (d *desk) prompted(command string) error {
	_, err := d.Until("shows the end of "+command, func(screen string) bool {
		return strings.Contains(screen, command) && strings.HasSuffix("\n"+strings.TrimSpace(screen), "\n"+prompt)
	})
	return err
}

// shows waits for a text.
func (d *desk) shows(text string) error {
	_, err := d.Until(fmt.Sprintf("shows %q", text), func(screen string) bool { return strings.Contains(screen, text) })
	return err
}

// printed is what can be seen, without the empty lines and the prompt at the
// end.
func (d *desk) printed() (string, error) {
	capture, err := d.Coloured()
	if err != nil {
		return "", err
	}
	capture = strings.TrimRight(capture, "\n ")
	capture = strings.TrimSuffix(capture, "\n"+prompt)
	return strings.TrimRight(capture, "\n ") + "\n", nil
}

// answer saves an answer to an exercise below a folder.
func (d *desk) answer(folder, id string, source []byte) error {
	e, err := d.catalogue.Find(id)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "exercises", id, e.File), source, 0o644)
}

// solve saves the reference.
func (d *desk) solve(folder, id string) error {
	e, err := d.catalogue.Find(id)
	if err != nil {
		return err
	}
	files, err := e.Reference()
	if err != nil {
		return err
	}
	return d.answer(folder, id, files[e.File])
}

// mistake saves a wrong answer: one that is nearly right, if there is one.
func (d *desk) mistake(folder, id string) error {
	e, err := d.catalogue.Find(id)
	if err != nil {
		return err
	}
	wrong, err := e.Wrong()
	if err != nil {
		return err
	}
	if len(wrong) == 0 {
		return fmt.Errorf("%s has no wrong answer", id)
	}
	nearly := slices.IndexFunc(wrong, func(w exercise.Answer) bool {
		// One kind of finding alone is one line on a scorecard.
		return slices.Equal(w.Want.Kinds, []finding.Kind{finding.Stuck}) && w.Want.Check != "" && w.Want.Check != e.Checks[0].Name
	})
	return d.answer(folder, id, wrong[max(0, nearly)].Source)
}
