package practice

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/staging"
)

// The files end in .tmpl so that no tool takes a go.mod or an .editorconfig in
// here for its own.
//
//go:embed all:template
var templates embed.FS

// Last is moved into an existing folder when all else is there: a folder
// without it is none to practise in, for no command.
const Last = "go.mod"

// LayOut makes dir, and the folders above it, and lays out the starters of c.
// grader is the path of the grader that the Makefile calls; "" is the one on
// the PATH. The folder must be missing or empty: the errors are ctx's own or
// those of staging.Fill. On an error nothing is left of what was begun.
func LayOut(ctx context.Context, dir string, c exercise.Catalogue, grader string) error {
	return staging.Fill(dir, Last, func(draft string) error { return Write(ctx, draft, c, Options{Grader: grader}) })
}

// Options are what differs between folders to practise in.
type Options struct {
	// Grader is the path of the grader that the Makefile calls; "" is the one
	// on the PATH.
	Grader string
	// HandedOut makes the Makefile call the grader for the machine in the
	// folder grader/, where there is one, and have no make solution.
	HandedOut bool
	// README, if not "", is the README instead of the one on how an evening
	// goes.
	README string
}

// Write writes all that belongs into a folder to practise in below dir, which
// has to be there.
func Write(ctx context.Context, dir string, c exercise.Catalogue, o Options) error {
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
		to := filepath.Join(dir, filepath.FromSlash(rel))
		if rel == "README.md" && o.README != "" {
			return os.WriteFile(to, []byte(o.README), 0o644)
		}
		return expand(to, string(text), newValues(c, o))
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
