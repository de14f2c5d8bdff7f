package command

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/render"
	"racekata/grader/internal/verdict"
	"racekata/grader/internal/watch"
)

// desk is what the screen of watch works with. Its methods are called beside
// one another; what they write goes to pages, never to the terminal.
type desk struct {
	*app
	top       string
	catalogue exercise.Catalogue
	path      []*exercise.Exercise
	standing  atomic.Pointer[[]render.Row] // as of the last verdict
}

func (a *app) desk() (*desk, error) {
	c, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	top, err := a.top()
	if err != nil {
		return nil, err
	}
	return &desk{app: a, top: top, catalogue: c, path: c.Path()}, nil
}

func (d *desk) exercises() []watch.Exercise {
	var list []watch.Exercise
	for _, e := range d.path {
		list = append(list, watch.Exercise{ID: e.ID, Folder: d.folder(e), Edit: whatToEdit(d.folder(e), e)})
	}
	return list
}

func (d *desk) folder(e *exercise.Exercise) string { return filepath.Join(d.top, "exercises", e.ID) }

func (d *desk) index(id string) int {
	return max(0, slices.IndexFunc(d.path, func(e *exercise.Exercise) bool { return e.ID == id }))
}

// quietly is the app with its streams caught: what it would say on standard
// error comes back as text.
func (d *desk) quietly() (a *app, said func() string) {
	quiet := *d.app
	var out bytes.Buffer
	quiet.stdout, quiet.stderr = io.Discard, &out
	return &quiet, func() string { return out.String() }
}

// refresh reads how far the learner is, and returns what that gave reason to
// warn of.
func (d *desk) refresh() (warning string, err error) {
	a, said := d.quietly()
	_, rows, err := a.standing()
	if err != nil {
		return "", err
	}
	d.standing.Store(&rows)
	return said(), nil
}

func (d *desk) header(width int) []string {
	return d.styleAt(width).Progress(*d.standing.Load(), width)
}

func (d *desk) hash(i int) string { return hashOf(d.folder(d.path[i])) }

func (d *desk) check(ctx context.Context, i int, step func(string)) watch.Outcome {
	began := time.Now()
	e := d.path[i]
	a, said := d.quietly()
	got, err := a.judgeFolder(ctx, d.catalogue, d.folder(e), e, checkFlags{}, steps(e, step))
	next, warning := "", ""
	if err == nil {
		next = d.onwards(got.verdict)
		if got.verdict.Outcome != verdict.Fault {
			err = a.keep(d.top, e, got)
		}
	}
	if err == nil {
		warning, err = d.refresh()
	}
	// The style is the screen's, not that of the caught streams.
	return d.outcome(got, err, e, began, next, said()+warning)
}

// onwards is the last line of a verdict.
func (d *desk) onwards(v *verdict.Verdict) string {
	if v.Outcome == verdict.Passed && d.catalogue.Bare() {
		return "Passed. n goes on; a number, such as 205, goes there."
	}
	if v.Outcome == verdict.Passed {
		return "Passed. s shows what it was about, n goes on; a number, such as 205, goes there."
	}
	return "h gives a hint. A number, such as 205, goes to that exercise."
}

// next is the next exercise that has not passed, once this one has; otherwise
// the one after it.
func (d *desk) next(i int, passed bool) int {
	rows := *d.standing.Load()
	for n := 1; passed && n < len(rows); n++ {
		if at := (i + n) % len(rows); !rows[at].Passed {
			return at
		}
	}
	return (i + 1) % len(d.path)
}

func (d *desk) previous(i int, _ bool) int { return (i + len(d.path) - 1) % len(d.path) }

func (d *desk) list(context.Context, int) (func(int) string, error) {
	a, _ := d.quietly()
	_, rows, err := a.standing()
	if err != nil {
		return nil, a.said(err)
	}
	d.standing.Store(&rows)
	return d.page(func(w io.Writer, s render.Style) { s.List(w, rows) }), nil
}

func (d *desk) hint(_ context.Context, i int) (func(int) string, error) {
	a, _ := d.quietly()
	if err := a.forbidHelp(d.top, d.path[i]); err != nil {
		return nil, a.said(err)
	}
	write, err := a.nextHint(d.path[i], d.folder(d.path[i]), a.progress(d.top))
	if err != nil {
		return nil, a.said(err)
	}
	return d.page(write), nil
}

func (d *desk) solution(_ context.Context, i int) (func(int) string, error) {
	if err := d.forbidHelp(d.top, d.path[i]); err != nil {
		return nil, d.said(err)
	}
	if (*d.standing.Load())[i].Passed {
		var b strings.Builder
		if err := writeSolution(&b, d.path[i]); err != nil {
			return nil, d.said(err)
		}
		return func(int) string { return b.String() }, nil
	}
	return nil, errors.New("the solution is shown once " + d.path[i].ID + " has passed; h gives a hint")
}

func (d *desk) reset(_ context.Context, i int) (func(int) string, error) {
	a, _ := d.quietly()
	var b strings.Builder
	a.stdout = &b
	if err := a.resetOne(d.path[i], d.top); err != nil {
		return nil, a.said(err)
	}
	return func(int) string { return b.String() }, nil
}

func (d *desk) page(write func(io.Writer, render.Style)) func(int) string {
	return func(width int) string {
		var b strings.Builder
		write(&b, d.styleAt(width))
		return b.String()
	}
}

// said is an error as a person reads it.
func (a *app) said(err error) error {
	_, sentence := a.explain(err)
	return errors.New(strings.ReplaceAll(sentence, "\n  → ", "; "))
}
