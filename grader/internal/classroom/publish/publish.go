package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/classroom/export"
	"racekata/grader/internal/classroom/report"
	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/progress"
)

// Options say what to publish beside what is always there.
type Options struct {
	Canvas export.CanvasOptions
	// Published are the answers that anybody can have read, see Answers.
	Published map[string][]report.Answer
}

// ResultsName is the file that holds everything.
const ResultsName = "results.json"

// Read reads results.json of a folder; nil, nil when there is none.
func Read(dir string) (*results.Results, error) {
	f, err := os.Open(filepath.Join(dir, ResultsName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := results.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, ResultsName), err)
	}
	return r, nil
}

// Write writes all of it into dir. The sentences say what a gradebook could
// not hold of a class with a roster.
func Write(dir string, r *results.Results, o Options) (sentences []string, err error) {
	code := CodeIn(dir)
	sources := code.Sources(r)
	var noCanvas, noMoodle, pending []string
	files := []struct {
		name  string
		write func(io.Writer) error
	}{
		{"gradebook_canvas.csv", func(w io.Writer) (err error) { noCanvas, err = export.Canvas(w, r, o.Canvas); return err }},
		{"gradebook_moodle.csv", func(w io.Writer) (err error) { noMoodle, pending, err = export.Moodle(w, r); return err }},
		{"junit.xml", func(w io.Writer) error { return export.JUnit(w, r) }},
		{"report.html", func(w io.Writer) error {
			return report.Write(w, r, report.Options{Sources: sources, Published: o.Published})
		}},
		// The last: where it is, the others are of the same results.
		{ResultsName, r.Write},
	}
	if err := feedback(filepath.Join(dir, "feedback"), r, sources); err != nil {
		return nil, err
	}
	for _, f := range files {
		var b bytes.Buffer
		if err := f.write(&b); err != nil {
			return nil, err
		}
		if err := Replace(filepath.Join(dir, f.name), b.Bytes()); err != nil {
			return nil, fmt.Errorf("write %s: %w", f.name, err)
		}
	}
	if !slices.ContainsFunc(r.Students, func(s results.Student) bool { return len(s.IDs) > 0 }) {
		return nil, nil // without a roster nobody expects a school's system to find anyone
	}
	for _, x := range []struct {
		who  []string
		what string
	}{
		{noCanvas, "have no id that Canvas could find them by in gradebook_canvas.csv"},
		{noMoodle, "have no address, and no row in gradebook_moodle.csv"},
		{pending, "could not be judged in all, and have no row in gradebook_moodle.csv"},
	} {
		if n := len(x.who); n > 0 {
			sentences = append(sentences, fmt.Sprintf("%d of %d students %s", n, len(r.Students), x.what))
		}
	}
	return sentences, nil
}

// Replace replaces a file, which everybody may read, whole or not at all.
func Replace(path string, content []byte) error {
	if err := progress.WriteAtomic(path, content); err != nil {
		return err
	}
	return os.Chmod(path, 0o644)
}

// feedback writes a file for each student and removes those of an earlier run
// that are nobody's any more.
func feedback(dir string, r *results.Results, sources export.Sources) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write feedback: %w", err)
	}
	names := export.FeedbackNames(r)
	wanted := map[string]bool{}
	for key, name := range names {
		wanted[name] = true
		var b bytes.Buffer
		if err := export.Feedback(&b, r, key, sources); err != nil {
			return err
		}
		path := filepath.Join(dir, name)
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, b.Bytes()) {
			continue
		}
		if err := Replace(path, b.Bytes()); err != nil {
			return fmt.Errorf("write feedback: %w", err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("write feedback: %w", err)
	}
	for _, e := range entries {
		if filepath.Ext(e.Name()) == ".md" && !wanted[e.Name()] {
			if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
				return fmt.Errorf("write feedback: %w", err)
			}
		}
	}
	return nil
}

// Answers are the answers of the exercises that anybody can have read: starter,
// reference, right and wrong ones.
func Answers(c exercise.Catalogue) (map[string][]report.Answer, error) {
	all := map[string][]report.Answer{}
	for _, e := range c {
		starter, err := candidate.Starter(e)
		if err != nil {
			return nil, err
		}
		list := []report.Answer{{Name: "starter", Starter: true, Files: starter.Map()}}
		if e.Bare { // a grader that was handed out has no others
			all[e.ID] = list
			continue
		}
		reference, err := e.Reference()
		if err != nil {
			return nil, err
		}
		list = append(list, report.Answer{Name: "reference", Files: reference})
		for _, kind := range []struct {
			name string
			read func() ([]exercise.Answer, error)
		}{{"right", e.Right}, {"wrong", e.Wrong}} {
			answers, err := kind.read()
			if errors.Is(err, fs.ErrNotExist) {
				continue // a grader without fixtures, as students have it
			}
			if err != nil {
				return nil, err
			}
			for _, a := range answers {
				list = append(list, report.Answer{Name: kind.name + "/" + a.Name, Files: map[string][]byte{e.File: a.Source}})
			}
		}
		all[e.ID] = list
	}
	return all, nil
}
