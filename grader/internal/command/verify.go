package command

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/judge"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/render"
	"racekata/grader/internal/selfcheck"
	"racekata/grader/internal/workspace"
)

type verifyFlags struct {
	times, load        int
	atOnce             int
	only               string
	carryOn, calibrate bool
	exam, plain        bool
}

func (a *app) verify() *cobra.Command {
	var f verifyFlags
	cmd := &cobra.Command{
		Use:   "verify [exercise ...]",
		Short: "The grader's own exam, over every exercise",
		Long: `The grader's own exam. For each exercise the starter must fail and score 0, the
reference and every right answer must pass, and every wrong answer must be
caught for the reason that its first line states. What an exercise still lacks
is listed.`,
		Example: "  racekata-grader verify\n  racekata-grader verify 101 --times 100 --load 4\n  racekata-grader verify --calibrate\n  racekata-grader verify --exam",
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.times < 1 || f.atOnce < 1 || f.load < 0 {
				return &usageError{"--times and --at-once count from 1, --load from 0", "give a larger number"}
			}
			if f.exam && (f.calibrate || f.plain || f.only != "" || f.times > 1 || f.load > 0) {
				return &usageError{"the long exam is the same for all answers", "leave the other flags out; --at-once may stay"}
			}
			return a.runVerify(cmd.Context(), args, f)
		},
		ValidArgsFunction: a.completeExercise,
	}
	cmd.Flags().IntVar(&f.times, "times", 1, "checks of each answer, on one build of it")
	cmd.Flags().IntVar(&f.load, "load", 0, "busy loops that load the machine meanwhile")
	cmd.Flags().IntVar(&f.atOnce, "at-once", 3*plan.Cores(), "answers at once")
	cmd.Flags().StringVar(&f.only, "only", "", "only answers whose name holds one of these, such as\nright/,reference")
	cmd.Flags().BoolVar(&f.plain, "plain", false, "only the unperturbed runs of each check, to which some\nwrong answers get through on some days")
	cmd.Flags().BoolVar(&f.carryOn, "carry-on", false, "keep results, and go on where an exam was stopped")
	cmd.Flags().BoolVar(&f.calibrate, "calibrate", false, "measure how often runs catch each wrong answer; write\nthe plans and solutions/QUALITY.md")
	cmd.Flags().BoolVar(&f.exam, "exam", false, "the long exam, hours that can be stopped and carried on;\nwrites solutions/QUALITY.md")
	return cmd
}

// examiner is one call of verify.
type examiner struct {
	*app
	verifyFlags
	top       string
	catalogue exercise.Catalogue
	memory    *selfcheck.Memory
	line      *render.Status
}

func (a *app) runVerify(ctx context.Context, args []string, f verifyFlags) error {
	c, broken := exercise.Load(a.embedded.Solutions)
	if c.Bare() {
		return exercise.ErrLeftOut
	}
	list, err := named(c, args, broken)
	if err != nil {
		return err
	}
	top, err := a.top()
	if err != nil {
		return err
	}
	x := examiner{app: a, verifyFlags: f, top: top, catalogue: c, line: render.NewStatus(a.stderr, a.styleFor(a.stderr))}
	defer x.line.Clear()
	if f.carryOn || f.calibrate || f.exam {
		if x.memory, err = a.memory(); err != nil {
			return err
		}
	}
	if f.calibrate {
		return x.calibrateAll(ctx, list)
	}

	problems := 0
	if broken != nil && len(args) == 0 {
		a.style().Missing(a.stdout, strings.Split(broken.Error(), "\n"))
		problems++
	}
	if f.exam {
		n, err := x.examAll(ctx, list, longExam)
		if errors.Is(err, context.Canceled) {
			render.Problem(a.stderr, a.styleFor(a.stderr), join("stopped; every check so far is kept", "the same command carries on"))
			return codeError(ExitInterrupted)
		}
		return x.end(problems+n, err)
	}
	stop := selfcheck.Burn(ctx, f.load)
	defer stop()
	n, err := x.verify(ctx, list)
	return x.end(problems+n, err)
}

// end says how many problems there were.
func (x *examiner) end(problems int, err error) error {
	if err != nil {
		return err
	}
	if problems > 0 {
		what := "problems"
		if problems == 1 {
			what = "problem"
		}
		fmt.Fprintf(x.stdout, "\n%d %s\n", problems, what)
		if x.plain {
			fmt.Fprintln(x.stdout, "(unperturbed runs only: they catch some wrong answers on some days only)")
		}
		return codeError(ExitNotPassed)
	}
	fmt.Fprintf(x.stdout, "\nall is as it must be\n")
	return nil
}

// named finds the exercises of the arguments; all when there is none.
func named(c exercise.Catalogue, args []string, broken error) ([]*exercise.Exercise, error) {
	if len(args) == 0 {
		return c, nil
	}
	var list []*exercise.Exercise
	for _, name := range args {
		e, err := c.Find(name)
		if err != nil && broken != nil {
			return nil, fmt.Errorf("%w (what could not be read: %w)", err, broken)
		}
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

// memory is where results of exams are kept.
func (a *app) memory() (*selfcheck.Memory, error) {
	cache, err := workspace.CacheDir()
	if err != nil {
		return nil, err
	}
	kit, err := selfcheck.HashSources(a.embedded.Kit)
	if err != nil {
		return nil, err
	}
	return &selfcheck.Memory{Dir: filepath.Join(cache, "exams"), Kit: kit}, nil
}

// section is what verify has to say of one exercise.
type section struct {
	exercise         *exercise.Exercise
	exam             selfcheck.Exam
	missing, remarks []string
	subjects         []selfcheck.Subject
	results          []chan selfcheck.Result
}

// verify examines the answers of all exercises, so many at once, and says of
// each in its turn how it did.
func (x *examiner) verify(ctx context.Context, list []*exercise.Exercise) (problems int, err error) {
	sections := make([]*section, len(list))
	for i, e := range list {
		if sections[i], err = x.section(e); err != nil {
			return 0, err
		}
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(x.atOnce + 1) // and the one that prints
	g.Go(func() error {
		for i, s := range sections {
			if i > 0 {
				fmt.Fprintln(x.stdout)
			}
			n, err := x.print(ctx, s)
			if err != nil {
				return err
			}
			problems += n
		}
		return nil
	})
	for _, s := range sections {
		for i, sub := range s.subjects {
			g.Go(func() error {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				x.line.Show(s.exercise.ID+": "+sub.String(), false)
				r, err := s.exam.Examine(ctx, sub)
				if err == nil {
					s.results[i] <- r
				}
				return err
			})
		}
	}
	err = g.Wait()
	x.line.Clear()
	return problems, err
}

func (x *examiner) section(e *exercise.Exercise) (*section, error) {
	s := &section{exercise: e}
	var err error
	if s.missing, err = x.form(e); err != nil {
		return nil, err
	}
	if s.remarks, err = x.calibration(e); err != nil {
		return nil, err
	}
	if s.exam, err = x.newExam(); err != nil {
		return nil, err
	}
	s.exam.Times, s.exam.Kind = x.times, x.kind(e, x.load)
	subjects, err := selfcheck.Subjects(e)
	if err != nil {
		return nil, err
	}
	for _, sub := range subjects {
		if x.wanted(sub.String()) {
			s.subjects = append(s.subjects, sub)
			s.results = append(s.results, make(chan selfcheck.Result, 1))
		}
	}
	return s, nil
}

// newExam is an exam whose Times and Kind are not said yet.
func (x *examiner) newExam() (selfcheck.Exam, error) {
	j, err := x.judge(x.catalogue, nil)
	if err != nil {
		return selfcheck.Exam{}, err
	}
	if x.atOnce > 1 {
		j.Jobs = 1 // else the second run of what the first rejects has begun by then
	}
	return selfcheck.Exam{Judge: j, Memory: x.memory, Plan: x.plan}, nil
}

// print writes a section's lines as they become known, and counts the problems.
func (x *examiner) print(ctx context.Context, s *section) (problems int, err error) {
	style := x.style()
	style.Heading(x.stdout, s.exercise.ID)
	style.Missing(x.stdout, s.missing)
	style.Remarks(x.stdout, s.remarks)
	problems = len(s.missing)
	for _, result := range s.results {
		select {
		case r := <-result:
			x.line.Clear()
			style.ExamLine(x.stdout, examRow(r))
			if r.Problem != "" {
				problems++
			}
		case <-ctx.Done():
			return problems, ctx.Err()
		}
	}
	return problems, nil
}

// wanted tells whether --only asks for the answer.
func (x *examiner) wanted(name string) bool {
	return slices.ContainsFunc(strings.Split(x.only, ","), func(part string) bool { return strings.Contains(name, part) })
}

// form lists what an exercise lacks beside its fixtures' verdicts.
func (x *examiner) form(e *exercise.Exercise) ([]string, error) {
	missing, err := selfcheck.Form(e)
	if err != nil {
		return nil, err
	}
	differ, err := selfcheck.SameStarter(e, filepath.Join(x.top, "exercises", e.ID))
	if err != nil {
		return nil, err
	}
	for _, name := range differ {
		missing = append(missing, fmt.Sprintf("exercises/%s/%s is not as in solutions/%s/testdata/starter", e.ID, name, e.ID))
	}
	return missing, nil
}

// calibration says when an exercise is outside its calibration. That is no
// failure of the exam: the plan is then a guess, and the verdicts are held as
// ever.
func (x *examiner) calibration(e *exercise.Exercise) ([]string, error) {
	c, err := selfcheck.ReadCalibration(filepath.Join(x.top, "solutions", e.ID))
	if err != nil {
		return nil, err
	}
	if c == nil {
		return []string{"it is not calibrated: make calibrate EX=" + e.Number()}, nil
	}
	inputs, err := selfcheck.Inputs(e)
	if err != nil {
		return nil, err
	}
	var remarks []string
	if c.Inputs != inputs || c.Quick != e.Plan.Quick {
		remarks = append(remarks, "tests, wrong answers or plan have changed since it was calibrated: make calibrate EX="+e.Number())
	}
	for _, name := range c.Weak() {
		remarks = append(remarks, fmt.Sprintf("wrong/%s is caught by too few runs for any plan; make its test certain", name))
	}
	return remarks, nil
}

// plan is the plan of the n-th check of a subject, as a learner's check has it,
// with other seeds each time.
func (x *examiner) plan(s selfcheck.Subject, n int) (plan.Plan, judge.RunOptions) {
	cpus := plan.CPUs(plan.Cores())
	o := judge.RunOptions{Round: len(cpus)}
	if s.Role == selfcheck.Wrong {
		o.Round, o.Enough = 1, s.Settled // what else is wrong with it does not matter
	}
	return swarm(cpus, 1, uint64(n), x.perturbed(s.Exercise)), o
}

// perturbed is how many runs of a check are made under a drawn schedule.
func (x *examiner) perturbed(e *exercise.Exercise) int {
	if x.plain {
		return 0
	}
	return perturbedRuns(e, false)
}

// kind tells exams apart whose results say different things.
func (x *examiner) kind(e *exercise.Exercise, load int) string {
	return fmt.Sprintf("load %d, %d perturbed runs", load, x.perturbed(e))
}

func examRow(r selfcheck.Result) render.ExamRow {
	return render.ExamRow{
		Exercise: r.Subject.Exercise.ID, Subject: r.Subject.String(),
		Times: r.Times, Good: r.Good, Runs: r.Runs, Caught: r.Caught,
		Problem: r.Problem, Took: r.Took.Round(100 * time.Millisecond),
	}
}
