package command

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/interview"
	"racekata/grader/internal/render"
	"racekata/grader/internal/verdict"
	"racekata/grader/internal/watch"
)

// room is where an interview is held: what its screen works with.
type room struct {
	*app
	session   *interview.Session
	clock     *interview.Clock
	catalogue exercise.Catalogue
	set       []*exercise.Exercise
}

// hold shows the screen of an interview until it is over or left, and then the
// scorecard.
func (a *app) hold(ctx context.Context, s *interview.Session, notice string) error {
	// Commands that a finding names are typed where the interview lies.
	inside := *a
	inside.work = s.Dir
	r := &room{app: &inside, session: s, clock: interview.NewClock(s, interview.Source{})}
	var err error
	if r.catalogue, err = a.catalogue(); err != nil {
		return err
	}
	for _, st := range s.State().Exercises {
		e, err := r.catalogue.Find(st.ID)
		if err != nil {
			return &usageError{"this interview has the exercise " + st.ID + ", which this version of the grader has not", "go on with the version that it was begun with"}
		}
		r.set = append(r.set, e)
	}
	if s.State().Ended != nil || r.clock.Left() == 0 {
		return r.over(interview.ByTime)
	}
	result, err := r.show(ctx, notice)
	saveErr := r.clock.Save()
	switch {
	case err != nil:
		return errors.Join(a.left(result, err), saveErr)
	case result.Ended:
		return r.over(interview.ByTime)
	case result.Interrupted:
		if saveErr == nil {
			fmt.Fprintf(a.stdout, "%s left; go on with: %s\n", interview.Spell(r.clock.Left().Truncate(time.Second)), a.style().Command("interview", ""))
		}
		return errors.Join(a.left(result, nil), saveErr)
	case s.State().AllPassed():
		return r.over(interview.Finished)
	}
	return r.over(interview.Stopped)
}

func (r *room) show(ctx context.Context, notice string) (watch.Result, error) {
	var list []watch.Exercise
	for _, e := range r.set {
		list = append(list, watch.Exercise{ID: e.ID, Folder: r.folder(e), Edit: whatToEdit(r.folder(e), e)})
	}
	ctx, cancel := context.WithCancel(ctx)
	end := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() { r.await(ctx, end) })
	defer wg.Wait()
	defer cancel()
	n := len(r.set)
	return watch.Run(ctx, watch.Options{
		Exercises:    list,
		Check:        r.check,
		Hash:         func(i int) string { return hashOf(r.folder(r.set[i])) },
		Header:       r.header,
		Tick:         time.Second,
		Next:         func(i int, _ bool) int { return (i + 1) % n },
		Previous:     func(i int, _ bool) int { return (i + n - 1) % n },
		QuitQuestion: "end the interview? it cannot be taken up again (Ctrl-C leaves it running)",
		End:          end,
		Notice:       notice,
		Style:        r.style(),
	})
}

// await closes end when the time is up. It asks the clock, which knows of the
// machine's sleep, and not a timer, which need not.
func (r *room) await(ctx context.Context, end chan struct{}) {
	t := time.NewTicker(250 * time.Millisecond)
	defer t.Stop()
	for r.clock.Left() > 0 {
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		}
	}
	close(end)
}

func (r *room) folder(e *exercise.Exercise) string {
	return filepath.Join(r.session.Dir, "exercises", e.ID)
}

func (r *room) header(width int) []string {
	st := r.session.State()
	points, most := st.Points()
	var rows []render.Row
	for _, e := range st.Exercises {
		rows = append(rows, render.Row{ID: e.ID, Points: e.Best, Max: e.Max, Attempts: e.Attempts, Passed: e.PassedAfter != nil})
	}
	return r.styleAt(width).Interview(rows, r.clock.Left(), points, most)
}

func (r *room) check(ctx context.Context, i int, step func(string)) watch.Outcome {
	began, at := time.Now(), r.clock.Elapsed()
	e := r.set[i]
	got, err := r.judgeFolder(ctx, r.catalogue, r.folder(e), e, checkFlags{}, steps(e, step))
	next, warning := "", ""
	if err == nil {
		if err := r.record(e, got.verdict, got.hash, at); err != nil {
			warning = "\n  " + err.Error() + "\n"
		}
		switch {
		case r.session.State().AllPassed():
			next = "All have passed. q ends the interview and shows the scorecard."
		case got.verdict.Outcome == verdict.Passed:
			next = "Passed. n goes on."
		}
	}
	return r.outcome(got, err, e, began, next, warning)
}

func (r *room) record(e *exercise.Exercise, v *verdict.Verdict, hash string, at time.Duration) error {
	untouched, err := candidate.Untouched(e, hash)
	if err != nil {
		return err
	}
	err = r.session.Record(v, hash, untouched, at)
	if errors.Is(err, interview.ErrOver) {
		return errors.New("this was saved after the end and does not count")
	}
	return err
}

// over ends the interview and shows the scorecard.
func (r *room) over(how interview.How) error {
	card, err := r.settle(r.session, how, r.clock.Elapsed())
	if err != nil {
		return err
	}
	s := r.style()
	s.Scorecard(r.stdout, scoreRows(card))
	about := "answers and references"
	if r.catalogue.Bare() {
		about = "more"
	}
	fmt.Fprintf(r.stdout, "\n  %s: %s\n", about, relative(filepath.Join(r.session.Dir, "scorecard.md")))
	if card.Points < card.Max {
		return codeError(ExitNotPassed)
	}
	return nil
}

func scoreRows(c interview.Scorecard) render.Score {
	out := render.Score{
		ID: c.ID, How: string(c.How), Points: c.Points, Max: c.Max, Percent: c.Percent,
		Took: interview.Spell(c.Took), Length: interview.Spell(c.Length),
	}
	for _, e := range c.Exercises {
		row := render.ScoreRow{
			Row:      render.Row{ID: e.ID, Level: e.Level, Points: e.Best, Max: e.Max, Attempts: e.Attempts, Passed: e.PassedAfter != nil},
			FirstRun: "–", ToPass: "–",
		}
		if e.FirstRun != nil {
			row.FirstRun = interview.Spell(*e.FirstRun)
		}
		if e.PassedAfter != nil {
			row.ToPass = interview.Spell(*e.PassedAfter)
		}
		for _, m := range e.Findings {
			row.Met = append(row.Met, fmt.Sprintf("%s: %s", m.Kind, m.Title))
		}
		for _, q := range e.Questions {
			row.Questions = append(row.Questions, q.Question)
		}
		out.Exercises = append(out.Exercises, row)
	}
	return out
}
