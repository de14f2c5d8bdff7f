package command

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/interview"
	"racekata/grader/internal/judge"
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
	r := &room{app: a, session: s, clock: interview.NewClock(s, interview.Source{})}
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
		list = append(list, watch.Exercise{ID: e.ID, Folder: r.folder(e)})
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

// hashOf names the code in a folder; "" when it cannot be read.
func hashOf(folder string) string {
	c, err := candidate.FromFolder(folder)
	if err != nil {
		return ""
	}
	return c.Hash()
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

func (r *room) styleAt(width int) render.Style {
	s := r.style()
	s.Width = min(width, 120)
	return s
}

func (r *room) check(ctx context.Context, i int, step func(string)) watch.Outcome {
	began, at := time.Now(), r.clock.Elapsed()
	e := r.set[i]
	c, v, err := r.judgeOne(ctx, e, step)
	out := watch.Outcome{Took: time.Since(began)}
	if c != nil {
		out.Hash = c.Hash()
	}
	if err != nil {
		_, sentence := r.explain(err)
		out.Screen = problemPage(r.styleAt, e, sentence)
		return out
	}
	said := ""
	if err := r.record(e, v, out.Hash, at); err != nil {
		said = "\n  " + err.Error() + "\n"
	}
	src := render.Sources{}
	for _, f := range c.Files {
		src[filepath.Join(relative(r.folder(e)), f.Name)] = f.Content
	}
	out.Passed = v.Outcome == verdict.Passed
	out.Screen = func(width int) string {
		var b strings.Builder
		next := ""
		if out.Passed {
			next = "Passed. n goes on."
		}
		r.styleAt(width).Verdict(&b, v, src, next)
		return b.String() + said
	}
	out.Full = func(width int) string {
		var b strings.Builder
		r.styleAt(width).Full(&b, v, src)
		return b.String()
	}
	return out
}

func (r *room) judgeOne(ctx context.Context, e *exercise.Exercise, step func(string)) (*candidate.Candidate, *verdict.Verdict, error) {
	folder := relative(r.folder(e))
	c, err := candidate.FromFolder(folder)
	if err != nil {
		return nil, nil, err
	}
	j, err := r.judge(r.catalogue, func(s judge.Step) {
		text, _ := sayStep(e.ID, s)
		step(text)
	})
	if err != nil {
		return &c, nil, err
	}
	j.Vet = true
	pl, o := checkFlags{}.plan(e, c)
	v, err := j.Check(ctx, e, c, folder, pl, o)
	return &c, v, err
}

func (r *room) record(e *exercise.Exercise, v *verdict.Verdict, hash string, at time.Duration) error {
	untouched, err := interview.Untouched(e, hash)
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
	fmt.Fprintf(r.stdout, "\n  answers and references: %s\n", relative(filepath.Join(r.session.Dir, "scorecard.md")))
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
