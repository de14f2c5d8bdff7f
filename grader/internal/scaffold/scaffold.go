// Package scaffold lays out the two folders of a new exercise. What it writes
// compiles and is marked where something is to be written; `verify` lists what
// is still missing.
package scaffold

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"

	"racekata/grader/internal/exercise"
)

//go:embed template
var templates embed.FS

// ErrExists says that one of the two folders is there already.
var ErrExists = errors.New("there is a folder of that name already")

// ErrName says that the name is no id.
var ErrName = errors.New("an id looks like 115_hit_list: a number from 100 to 499, then words in lower case")

var idPattern = regexp.MustCompile(`^([1-4])[0-9]{2}_([a-z][a-z0-9]*(?:_[a-z0-9]+)*)$`)

type values struct {
	ID, Number, Package, Pillar string
}

// New writes exercises/<id> and solutions/<id> below top.
func New(top, id string) error {
	m := idPattern.FindStringSubmatch(id)
	if m == nil {
		return ErrName
	}
	v := values{
		ID: id, Number: id[:3], Package: strings.ReplaceAll(m[2], "_", ""),
		Pillar: exercise.Pillars[m[1][0]-'1'],
	}
	learner, teacher := filepath.Join(top, "exercises", id), filepath.Join(top, "solutions", id)
	for _, dir := range []string{learner, teacher} {
		if _, err := os.Lstat(dir); err == nil {
			return fmt.Errorf("%s: %w", dir, ErrExists)
		}
	}
	if err := write("template/exercise", learner, v); err != nil {
		return err
	}
	// The pristine copy that reset, init and handouts use.
	if err := write("template/exercise", filepath.Join(teacher, "testdata", "starter"), v); err != nil {
		return err
	}
	return write("template/solution", teacher, v)
}

// write fills the templates of a folder. A file's name may hold NAME, the
// package's name, and ends in .tmpl, so that no tool takes it for Go.
func write(from, to string, v values) error {
	return fs.WalkDir(templates, from, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := fs.ReadFile(templates, name)
		if err != nil {
			return err
		}
		t, err := template.New(path.Base(name)).Option("missingkey=error").Parse(string(src))
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := t.Execute(&b, v); err != nil {
			return err
		}
		rel := strings.TrimSuffix(strings.TrimPrefix(name, from+"/"), ".tmpl")
		target := filepath.Join(to, filepath.FromSlash(strings.ReplaceAll(rel, "NAME", v.Package)))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		return os.WriteFile(target, b.Bytes(), 0o644)
	})
}
