package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

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
	left     int // parts that are not over
}

// examOf is the exam of one part.
func (x *examiner) examOf(s *sitting, p selfcheck.Part) selfcheck.Exam {
	e := s.exam
	e.Times, e.Kind = p.Times, x.kind(s.exercise, 0)
	if p.Load > 0 {
		e.Kind += fmt.Sprintf(", beside %d others", p.Load)
	}
	return e
}

// examAll holds the long exam. What it shows is written as it becomes known, so
// that it carries on the next time, also on another machine.
func (x *examiner) examAll(ctx context.Context, list []*exercise.Exercise, long selfcheck.Long) (problems int, err error) {
	weakest, err := selfcheck.Weakest(x.catalogue, x.solutions(), len(plan.CPUs(plan.Cores())), long.Weakest)
	if err != nil {
		return 0, err
	}
	var all []*sitting
	for _, e := range list {
		s, err := x.sitting(e, long, weakest)
		if err != nil {
			return 0, err
		}
		all = append(all, s)
	}
	err = x.sit(ctx, all, long.Load)
	for _, s := range all {
		done, failed := x.examined(s)
		if failed == nil {
			failed = x.keep(s, done)
		}
		if failed != nil {
			return problems, failed // though it was stopped
		}
		for _, d := range done.Answers {
			if d.Problem != "" {
				problems++
			}
		}
		if s.left > 0 {
			x.say(s, done)
		}
	}
	return problems, cmp.Or(x.writeQuality(), err)
}

// sitting is what an exercise is asked. What is written of it counts.
func (x *examiner) sitting(e *exercise.Exercise, long selfcheck.Long, weakest []string) (*sitting, error) {
	s := &sitting{exercise: e}
	var err error
	if s.exam, err = x.newExam(); err != nil {
		return nil, err
	}
	if s.parts, err = long.Parts(e, weakest); err != nil {
		return nil, err
	}
	s.left = len(s.parts)
	written, err := selfcheck.ReadExamined(filepath.Join(x.solutions(), e.ID))
	if err != nil {
		return nil, err
	}
	for _, p := range s.parts {
		exam := x.examOf(s, p)
		key, err := exam.Key(p.Subject)
		if err != nil {
			return nil, err
		}
		if d, ok := written.Find(key); ok {
			if err := exam.Adopt(p.Subject, d); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

// sit examines all, each beside at least as many others as load says.
func (x *examiner) sit(ctx context.Context, all []*sitting, load int) error {
	defer x.line.Clear()
	stop := func() {}
	defer func() { stop() }()
	var mu sync.Mutex // guards what is printed and written, and left
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(max(x.atOnce, load+1))
	for _, s := range all {
		for _, p := range s.parts {
			g.Go(func() error {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				x.line.Show(s.exercise.ID+": "+p.Subject.String(), false)
				if _, err := x.examOf(s, p).Examine(ctx, p.Subject); err != nil {
					return err
				}
				mu.Lock()
				defer mu.Unlock()
				s.left--
				return x.tell(s)
			})
		}
	}
	// All have begun, and from now on they become fewer.
	stop = selfcheck.Burn(ctx, load)
	return g.Wait()
}

// tell writes what is known of an exercise, and says it once that is all.
func (x *examiner) tell(s *sitting) error {
	done, err := x.examined(s)
	if err != nil {
		return err
	}
	if err := x.keep(s, done); err != nil || s.left > 0 {
		return err
	}
	x.line.Clear()
	x.say(s, done)
	return x.writeQuality()
}

// examined is what is known of an exercise.
func (x *examiner) examined(s *sitting) (*selfcheck.Examined, error) {
	var (
		done selfcheck.Examined
		err  error
	)
	if done.Inputs, err = selfcheck.ExamInputs(s.exercise, x.memory.Kit); err != nil {
		return nil, err
	}
	for _, p := range s.parts {
		exam := x.examOf(s, p)
		r, err := exam.Known(p.Subject)
		if err != nil {
			return nil, err
		}
		d := selfcheck.Done{Name: p.Subject.String(), Asked: p.Times, Times: r.Times, Good: r.Good, Load: p.Load, Problem: r.Problem}
		if d.Key, err = exam.Key(p.Subject); err != nil {
			return nil, err
		}
		done.Answers = append(done.Answers, d)
	}
	return &done, nil
}

// keep writes an exercise's exam.toml.
func (x *examiner) keep(s *sitting, done *selfcheck.Examined) error {
	return done.Write(filepath.Join(x.solutions(), s.exercise.ID))
}

// say sums an exercise up.
func (x *examiner) say(s *sitting, done *selfcheck.Examined) {
	var wrong []string
	asked, times, good := 0, 0, 0
	for _, d := range done.Answers {
		asked, times, good = asked+max(d.Asked, d.Times), times+d.Times, good+d.Good
		if d.Problem != "" {
			wrong = append(wrong, fmt.Sprintf("%s: %d of %d, %s", d.Name, d.Good, d.Times, d.Problem))
		}
	}
	fmt.Fprintf(x.stdout, "%s: %d of %d checks as they must be", s.exercise.ID, good, times)
	if times < asked {
		fmt.Fprintf(x.stdout, ", of %d to make", asked)
	}
	fmt.Fprintln(x.stdout)
	x.style().Missing(x.stdout, wrong)
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
