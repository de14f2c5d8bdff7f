package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/selfcheck"
)

// longExam is the exam of which solutions/QUALITY.md speaks.
var longExam = selfcheck.Long{Times: 50, Many: 300, Load: 4, Weakest: 5}

// sitting is one exercise's part of the long exam.
type sitting struct {
	exercise *exercise.Exercise
	exam     selfcheck.Exam // but for Times and Kind
	parts    []selfcheck.Part
}

// examOf is the exam of one part.
func (x *examiner) examOf(s *sitting, p selfcheck.Part) selfcheck.Exam {
	e := s.exam
	e.Times, e.Kind = p.Times, x.kind(s.exercise, p.Load)
	return e
}

// examAll holds the long exam and writes what it shows. Stopped, it writes what
// is known by then, and carries on the next time.
func (x *examiner) examAll(ctx context.Context, list []*exercise.Exercise, long selfcheck.Long) (problems int, err error) {
	weakest, err := selfcheck.Weakest(x.catalogue, x.solutions(), len(plan.CPUs(plan.Cores())), long.Weakest)
	if err != nil {
		return 0, err
	}
	var all []*sitting
	for _, e := range list {
		s := &sitting{exercise: e}
		if s.exam, err = x.newExam(); err != nil {
			return 0, err
		}
		if s.parts, err = long.Parts(e, weakest); err != nil {
			return 0, err
		}
		all = append(all, s)
	}
	err = x.sit(ctx, all, 0)
	if err == nil {
		stop := selfcheck.Burn(ctx, long.Load)
		err = x.sit(ctx, all, long.Load)
		stop()
	}
	for _, s := range all {
		n, failed := x.keepExam(s)
		if failed != nil {
			return problems, failed // though it was stopped
		}
		problems += n
	}
	return problems, cmp.Or(x.writeQuality(), err)
}

// sit examines all that is asked under a load.
func (x *examiner) sit(ctx context.Context, all []*sitting, load int) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(x.atOnce)
	for _, s := range all {
		for _, p := range s.parts {
			if p.Load != load {
				continue
			}
			g.Go(func() error {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				x.line.Show(s.exercise.ID+": "+p.Subject.String(), false)
				_, err := x.examOf(s, p).Examine(ctx, p.Subject)
				return err
			})
		}
	}
	err := g.Wait()
	x.line.Clear()
	return err
}

// keepExam writes what is known of an exercise and says so.
func (x *examiner) keepExam(s *sitting) (problems int, err error) {
	var done selfcheck.Examined
	if done.Inputs, err = selfcheck.ExamInputs(s.exercise, x.memory.Kit); err != nil {
		return 0, err
	}
	var wrong []string
	asked, times, good := 0, 0, 0
	for _, p := range s.parts {
		r, err := x.examOf(s, p).Known(p.Subject)
		if err != nil {
			return 0, err
		}
		done.Answers = append(done.Answers, selfcheck.Done{
			Name: p.Subject.String(), Asked: p.Times, Times: r.Times, Good: r.Good, Load: p.Load, Problem: r.Problem,
		})
		asked, times, good = asked+max(p.Times, r.Times), times+r.Times, good+r.Good
		if r.Problem != "" {
			wrong = append(wrong, fmt.Sprintf("%s: %d of %d, %s", p.Subject, r.Good, r.Times, r.Problem))
		}
	}
	fmt.Fprintf(x.stdout, "%s: %d of %d checks as they must be", s.exercise.ID, good, times)
	if times < asked {
		fmt.Fprintf(x.stdout, ", of %d to make", asked)
	}
	fmt.Fprintln(x.stdout)
	x.style().Missing(x.stdout, wrong)
	return len(wrong), done.Write(filepath.Join(x.solutions(), s.exercise.ID))
}

// writeQuality writes solutions/QUALITY.md.
func (x *examiner) writeQuality() error {
	f, err := os.Create(filepath.Join(x.solutions(), "QUALITY.md"))
	if err != nil {
		return err
	}
	return errors.Join(selfcheck.Quality(f, x.catalogue, x.solutions(), x.memory.Kit), f.Close())
}

func (x *examiner) solutions() string { return filepath.Join(x.top, "solutions") }
