package command

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/judge"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/render"
	"racekata/grader/internal/selfcheck"
)

type verifyFlags struct {
	times, load int
	only        string
}

func (a *app) verify() *cobra.Command {
	var f verifyFlags
	cmd := &cobra.Command{
		Use:   "verify [exercise ...]",
		Short: "The grader's own exam: starters fail, right answers pass, wrong ones are caught",
		Long: `The grader's own exam. For each exercise the starter must fail and score 0, the
reference and every right answer must pass, and every wrong answer must be
caught for the reason that its first line states. What an exercise still lacks
is listed.`,
		Example: "  racekata-grader verify\n  racekata-grader verify 101 --times 100 --load 4",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.runVerify(cmd.Context(), args, f)
		},
		ValidArgsFunction: a.completeExercise,
	}
	cmd.Flags().IntVar(&f.times, "times", 1, "checks of each answer, on one build of it")
	cmd.Flags().IntVar(&f.load, "load", 0, "busy loops that load the machine meanwhile")
	cmd.Flags().StringVar(&f.only, "only", "", "only the answers whose name holds this, such as right/ or wrong/lock")
	return cmd
}

func (a *app) runVerify(ctx context.Context, args []string, f verifyFlags) error {
	c, broken := exercise.Load(a.embedded.Solutions)
	list := []*exercise.Exercise(c)
	if len(args) > 0 {
		list = nil
		for _, name := range args {
			e, err := c.Find(name)
			if err != nil {
				if broken != nil {
					return fmt.Errorf("%w (what could not be read: %w)", err, broken)
				}
				return err
			}
			list = append(list, e)
		}
	}
	top, err := a.top()
	if err != nil {
		return err
	}
	s := a.style()
	problems := 0
	if broken != nil && len(args) == 0 {
		s.Missing(a.stdout, strings.Split(broken.Error(), "\n"))
		problems++
	}
	line := render.NewStatus(a.stderr, a.styleFor(a.stderr))
	defer line.Clear()
	stop := selfcheck.Burn(ctx, f.load)
	defer stop()
	for i, e := range list {
		if i > 0 {
			fmt.Fprintln(a.stdout)
		}
		n, err := a.verifyOne(ctx, c, e, top, f, line)
		if err != nil {
			return err
		}
		problems += n
	}
	if problems > 0 {
		fmt.Fprintf(a.stdout, "\n%d problems\n", problems)
		return codeError(ExitNotPassed)
	}
	fmt.Fprintf(a.stdout, "\nall is as it must be\n")
	return nil
}

func (a *app) verifyOne(ctx context.Context, c exercise.Catalogue, e *exercise.Exercise, top string, f verifyFlags, line *render.Status) (problems int, err error) {
	s := a.style()
	s.Heading(a.stdout, e.ID)
	missing, err := selfcheck.Form(e)
	if err != nil {
		return 0, err
	}
	differ, err := selfcheck.SameStarter(e, filepath.Join(top, "exercises", e.ID))
	if err != nil {
		return 0, err
	}
	for _, name := range differ {
		missing = append(missing, fmt.Sprintf("exercises/%s/%s is not as in solutions/%s/testdata/starter", e.ID, name, e.ID))
	}
	s.Missing(a.stdout, missing)
	problems = len(missing)

	j, err := a.judge(c, nil)
	if err != nil {
		return problems, err
	}
	exam := selfcheck.Exam{Judge: j, Times: f.times, Plan: func(e *exercise.Exercise, turn int) (plan.Plan, judge.RunOptions) {
		cpus := plan.CPUs(plan.Cores())
		return swarm(cpus, 1, uint64(turn), perturbedRuns(e, false)), judge.RunOptions{Round: len(cpus)}
	}}
	subjects, err := selfcheck.Subjects(e)
	if err != nil {
		return problems, err
	}
	for _, sub := range subjects {
		if !strings.Contains(sub.String(), f.only) {
			continue
		}
		line.Show(e.ID+": "+sub.String(), false)
		r, err := exam.Examine(ctx, sub)
		line.Clear()
		if err != nil {
			return problems, err
		}
		s.ExamLine(a.stdout, examRow(r))
		if r.Problem != "" {
			problems++
		}
	}
	return problems, nil
}

func examRow(r selfcheck.Result) render.ExamRow {
	return render.ExamRow{
		Exercise: r.Subject.Exercise.ID, Subject: r.Subject.String(),
		Times: r.Times, Good: r.Good, Runs: r.Runs, Caught: r.Caught,
		Problem: r.Problem, Took: r.Took.Round(100 * time.Millisecond),
	}
}
