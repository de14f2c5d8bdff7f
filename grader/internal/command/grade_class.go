package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"racekata/grader/internal/classroom/export"
	"racekata/grader/internal/classroom/grading"
	"racekata/grader/internal/classroom/roster"
	"racekata/grader/internal/classroom/submission"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/render"
)

// assemble reads who handed in what.
func (a *app) assemble(ctx context.Context, submissions string, f gradeFlags) (*grading.Class, error) {
	c, co, err := a.asked(f.classFlags)
	if err != nil {
		return nil, err
	}
	var class *roster.Roster
	if f.roster != "" {
		if class, err = readRoster(f.roster); err != nil {
			return nil, err
		}
	}
	line := render.NewStatus(a.stderr, a.styleFor(a.stderr))
	line.Show("reading the submissions", false)
	var notices []string
	subs, err := submission.Open(ctx, submissions, c, submission.Options{Notice: func(s string) { notices = append(notices, s) }})
	line.Clear()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, &usageError{err.Error(), "name the folder that holds an entry for each student"}
	}
	a.note(notices...)
	if len(subs) == 0 {
		return nil, &usageError{"there is no submission in " + submissions, "name the folder that holds an entry for each student"}
	}
	assembled, err := grading.Assemble(subs, class, co, c)
	if err == nil && class != nil {
		assembled.Notes = append(assembled.Notes, strangers(f.course, co, assembled)...)
	}
	return assembled, err
}

func readRoster(path string) (*roster.Roster, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &usageError{"the roster cannot be read: " + err.Error(), "name another with --roster"}
	}
	defer f.Close()
	r, err := roster.Read(f)
	if err != nil {
		return nil, &usageError{path + ": " + err.Error(), "save it as CSV with a column for the name, as the school's system exports it"}
	}
	return &r, nil
}

func readAdjustments(path string, class *grading.Class) (grading.Adjustments, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil, nil // what is wrong with the folder is said elsewhere
	}
	if err != nil {
		return nil, &usageError{err.Error(), "make it readable, or move it away"}
	}
	defer f.Close()
	all, err := grading.ReadAdjustments(f, class)
	if err != nil {
		return nil, &usageError{err.Error(), "mend " + path + "; nothing was graded"}
	}
	return all, nil
}

// canvasColumns reads the titles that columns have in Canvas.
func canvasColumns(as []string, c exercise.Catalogue) (export.CanvasOptions, error) {
	o := export.CanvasOptions{Columns: map[string]string{}}
	for _, a := range as {
		name, title, ok := strings.Cut(a, "=")
		if !ok || title == "" {
			return o, &usageError{fmt.Sprintf("--canvas %q names no column", a), "write an exercise and its title in Canvas: --canvas '101=Counter (98765)'"}
		}
		e, err := c.Find(name)
		if err != nil {
			return o, err
		}
		o.Columns[e.ID] = title
	}
	return o, nil
}
