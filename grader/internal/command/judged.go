package command

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/judge"
	"racekata/grader/internal/render"
	"racekata/grader/internal/verdict"
	"racekata/grader/internal/watch"
)

// judged is a verdict with what it was about.
type judged struct {
	verdict *verdict.Verdict
	sources render.Sources
	// hash is the candidate's; "" when there was none. It is known even when
	// there is no verdict.
	hash string
}

// judgeFolder judges what a folder holds as an answer to an exercise.
func (a *app) judgeFolder(ctx context.Context, c exercise.Catalogue, folder string, e *exercise.Exercise, f checkFlags, status func(judge.Step)) (got judged, err error) {
	folder = relative(folder)
	cand, err := candidate.FromFolder(folder)
	if err != nil {
		return got, err
	}
	got = judged{sources: render.Sources{}, hash: cand.Hash()}
	for _, file := range cand.Files {
		got.sources[filepath.Join(folder, file.Name)] = file.Content
	}
	j, err := a.judge(c, status)
	if err != nil {
		return got, err
	}
	j.Vet = true
	pl, o := f.plan(e, cand)
	got.verdict, err = j.Check(ctx, e, cand, folder, pl, o)
	return got, err
}

// outcome is what a screen shows of an attempt to judge. next is the last line
// of a verdict, warnings what there is to say below it.
func (a *app) outcome(got judged, err error, e *exercise.Exercise, began time.Time, next, warnings string) watch.Outcome {
	out := watch.Outcome{Hash: got.hash, Took: time.Since(began)}
	write := func(what func(b *strings.Builder, s render.Style)) func(int) string {
		return func(width int) string {
			var b strings.Builder
			what(&b, a.styleAt(width))
			return b.String()
		}
	}
	if err != nil {
		_, sentence := a.explain(err)
		out.Screen = write(func(b *strings.Builder, s render.Style) {
			s.Heading(b, e.ID)
			render.Problem(b, s, sentence)
		})
		return out
	}
	out.Passed = got.verdict.Outcome == verdict.Passed
	out.Screen = write(func(b *strings.Builder, s render.Style) {
		s.Verdict(b, got.verdict, got.sources, next)
		b.WriteString(warnings)
	})
	out.Full = write(func(b *strings.Builder, s render.Style) { s.Full(b, got.verdict, got.sources) })
	return out
}

// whatToEdit says where an exercise's work is done.
func whatToEdit(folder string, e *exercise.Exercise) string {
	return "edit " + relative(filepath.Join(folder, e.File)) + "; README.md there says what for"
}

// styleAt is how to write on a screen of so many columns.
func (a *app) styleAt(width int) render.Style {
	s := a.style()
	s.Screen = true
	if a.work != "" {
		s.Dir = relative(a.work)
	}
	s.Width = min(width, 120)
	return s
}

// hashOf names the code in a folder; "" when it cannot be read.
func hashOf(folder string) string {
	c, err := candidate.FromFolder(folder)
	if err != nil {
		return ""
	}
	return c.Hash()
}

// steps tells a screen what the judge is doing.
func steps(e *exercise.Exercise, tell func(string)) func(judge.Step) {
	return func(s judge.Step) {
		text, _ := sayStep(e.ID, s)
		tell(text)
	}
}
