package command

import (
	"fmt"
	"path/filepath"
	"time"

	"racekata/grader/internal/classroom/grading"
	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/judge"
	"racekata/grader/internal/render"
)

// gradeScreen shows how a grading run goes: a line that is rewritten on a
// terminal, and elsewhere one a minute.
type gradeScreen struct {
	app     *app
	line    *render.Status
	verbose bool
	began   time.Time
	said    time.Time // when the last line was said for good
}

// sayEvery is how often a log gets a line.
const sayEvery = time.Minute

func (a *app) newGradeScreen(verbose bool) *gradeScreen {
	now := time.Now()
	return &gradeScreen{app: a, line: render.NewStatus(a.stderr, a.styleFor(a.stderr)), verbose: verbose, began: now, said: now}
}

// told is called by one goroutine at a time.
func (g *gradeScreen) told(t grading.Told) {
	if g.verbose {
		g.line.Clear()
		g.app.style().Graded(g.app.stdout, t.Student, t.Verdict, t.Kept)
	}
	now := time.Now()
	long := now.Sub(g.said) >= sayEvery
	if long {
		g.said = now
	}
	g.line.Show(render.Grading{
		Done: t.Done, All: t.All, Judged: t.Judged, Took: now.Sub(g.began), Doing: t.Student + " " + t.Exercise,
	}.Line(), long)
}

// step says that the first build on a machine takes its minute.
func (g *gradeScreen) step(s judge.Step) {
	if s.FirstBuild {
		text, long := sayStep("grade", s)
		g.line.Show(text, long)
	}
}

func (g *gradeScreen) end() { g.line.Clear() }

func (g *gradeScreen) summary(r *results.Results, dir string) {
	g.app.style().Class(g.app.stdout, r)
	fmt.Fprintf(g.app.stdout, "%s: report.html, gradebooks, a file of feedback for each student\n", filepath.Clean(relative(dir)))
}

// showMoves lists what a regrade changed.
func (a *app) showMoves(moves []grading.Move) {
	if len(moves) == 0 {
		fmt.Fprintln(a.stdout, "no grade moved without a change of code")
		return
	}
	fmt.Fprintf(a.stdout, "%d grades moved without a change of code:\n", len(moves))
	for _, m := range moves {
		fmt.Fprintf(a.stdout, "  %s %s: %d points, %s → %d points, %s\n", m.Student, m.Exercise, m.Was, m.WasOutcome, m.Is, m.IsOutcome)
	}
	fmt.Fprintln(a.stdout)
}
