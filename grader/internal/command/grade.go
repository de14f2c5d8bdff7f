package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"racekata/grader/internal/classroom/grading"
	"racekata/grader/internal/classroom/publish"
	"racekata/grader/internal/classroom/record"
	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/render"
)

// gradeFlags are what a grading run can be told.
type gradeFlags struct {
	classFlags
	engineFlags
	out      string
	roster   string
	shard    string
	regrade  bool
	only     string
	replay   bool
	verbose  bool
	canvasAs []string
}

// classFlags say what is judged.
type classFlags struct {
	course    string
	exercises []string
}

func (f *classFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.course, "course", "", "a course.toml: title, exercises, weights, deadlines")
	cmd.Flags().StringSliceVar(&f.exercises, "exercises", nil, "only these, such as 101,104,2xx")
}

func (a *app) grade() *cobra.Command {
	var f gradeFlags
	cmd := &cobra.Command{
		Use:   "grade SUBMISSIONS -o RESULTS",
		Short: "Grade a class",
		Long: `Grade a class: each entry of the folder SUBMISSIONS is a student's. Stopped at
any moment, the same command carries on.`,
		Example: "  racekata-grader grade downloads -o results --roster roster.csv",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.runGrade(cmd.Context(), args[0], f) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.out, "output", "o", "", "the folder of results")
	flags.StringVar(&f.roster, "roster", "", "a table of the class, as CSV")
	f.classFlags.add(cmd)
	f.engineFlags.add(cmd)
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "a line for each verdict")
	flags.BoolVar(&f.regrade, "regrade", false, "judge what other tests judged; list moves")
	flags.StringVar(&f.only, "only", "", "STUDENT/EXERCISE: show this one verdict")
	flags.BoolVar(&f.replay, "replay", false, "with --only: judge it again")
	flags.StringVar(&f.shard, "shard", "", "K/N: grade the K-th of N parts of the class")
	flags.StringSliceVar(&f.canvasAs, "canvas", nil, "101='Counter (98765)': a column's title")
	cmd.AddCommand(a.gradeMerge(), a.gradeOne())
	return cmd
}

func (a *app) runGrade(ctx context.Context, submissions string, f gradeFlags) error {
	if f.out == "" {
		return &usageError{"nothing says where the results go", "name a folder: grade " + submissions + " -o results"}
	}
	if f.replay && f.only == "" {
		return &usageError{"--replay judges one submission again", "say which: --only STUDENT/101 --replay"}
	}
	if err := f.check(); err != nil {
		return err
	}
	shard, err := f.shardOf(os.Getenv)
	if err != nil {
		return err
	}
	class, err := a.assemble(ctx, submissions, f)
	if err != nil {
		return err
	}
	a.note(class.Notes...)
	// Of the whole class, so that one file serves all shards.
	adjusted, err := readAdjustments(filepath.Join(f.out, grading.AdjustName), class)
	if err != nil {
		return err
	}
	run := gradeRun{app: a, gradeFlags: f, class: class, adjusted: adjusted, shard: shard, dir: f.out}
	if shard != nil {
		run.class = class.Of(*shard)
		run.dir = filepath.Join(f.out, fmt.Sprintf("shard-%d-of-%d", shard.K, shard.N))
	}
	if run.engine, err = a.engine(ctx, run.class, f.engineFlags); err != nil {
		return err
	}
	if f.only != "" {
		return run.one(ctx)
	}
	return run.all(ctx)
}

// gradeRun is one call of grade.
type gradeRun struct {
	*app
	gradeFlags
	class    *grading.Class // or the shard of it
	adjusted grading.Adjustments
	shard    *results.Shard
	dir      string // of the results
	engine   *engine
}

// shardOf is the shard that the flag names, or that the job this runs in does.
func (f gradeFlags) shardOf(getenv func(string) string) (*results.Shard, error) {
	if f.shard != "" {
		s, err := grading.ParseShard(f.shard)
		if err != nil {
			return nil, &usageError{err.Error(), "write --shard 1/4 for the first of four"}
		}
		return &s, nil
	}
	s, ok, err := grading.ShardFromEnvironment(getenv)
	if err != nil {
		return nil, &usageError{err.Error(), "or name the shard yourself: --shard 1/4"}
	}
	if !ok {
		return nil, nil
	}
	return &s, nil
}

// all grades the class and writes the results.
func (r *gradeRun) all(ctx context.Context) (err error) {
	canvas, err := canvasColumns(r.canvasAs, r.class.Exercises)
	if err != nil {
		return err
	}
	book, err := openRecord(r.dir, r.class)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	was, err := publish.Read(r.dir)
	if err != nil {
		return &usageError{err.Error(), "move the file away; what was judged is in " + record.Name}
	}
	g := r.engine
	g.Book, g.Regrade = book, r.regrade
	if n := g.Outdated(r.class); n > 0 && !r.regrade {
		r.note(fmt.Sprintf("%d verdicts were made by another version of the tests or the grader, and stay; --regrade makes them anew and lists what moves", n))
	}
	show := r.newGradeScreen(r.verbose)
	g.Told = show.told
	g.Judge.Status = show.step
	err = g.Grade(ctx, r.class)
	show.end()
	if ctx.Err() != nil {
		render.Problem(r.stderr, r.styleFor(r.stderr), join("stopped; every verdict so far is kept", "the same command carries on"))
		return codeError(ExitInterrupted)
	}
	if err != nil {
		return machineProblem(err)
	}
	if err := keepCode(r.dir, r.class); err != nil {
		return machineProblem(err)
	}
	is, err := r.class.Results(book.Find, r.adjusted)
	if err != nil {
		return err
	}
	is.Shard = r.shard
	g.sign(is)
	if err := r.publish(r.dir, is, publish.Options{Canvas: canvas}); err != nil {
		return err
	}
	if r.regrade && was != nil {
		r.showMoves(grading.Moved(was, is))
	}
	show.summary(is, r.dir)
	for _, s := range is.Students {
		for _, gr := range s.Grades {
			if gr.State == results.Fault {
				return codeError(ExitFault)
			}
		}
	}
	return nil
}

// keepCode keeps what was judged beside the results.
func keepCode(dir string, class *grading.Class) error {
	code := publish.CodeIn(dir)
	for _, h := range class.Handed {
		for _, w := range h.Work {
			if w.Hash == "" {
				continue
			}
			if err := code.Keep(w.Hash, w.Candidate.Map()); err != nil {
				return err
			}
		}
	}
	return nil
}

// openRecord opens the record of a class, and refuses that of another one.
func openRecord(dir string, class *grading.Class) (*record.Book, error) {
	book, err := record.Open(dir, time.Now())
	switch {
	case errors.Is(err, record.ErrInUse):
		return nil, &usageError{err.Error() + ": " + dir, "wait for it, or name another folder with -o"}
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR):
		return nil, &usageError{err.Error(), "name a folder that may be written with -o"}
	case err != nil:
		return nil, &usageError{err.Error(), "the line can be taken out by hand; what it said is judged again"}
	}
	graded := book.Students()
	known := 0
	for _, h := range class.Handed {
		if graded[h.Key] {
			known++
		}
	}
	if len(graded) > 0 && 2*known < len(graded) {
		err := &usageError{
			fmt.Sprintf("%s holds the results of another class: of %d students there, %d are in this one", dir, len(graded), known),
			"name another folder with -o",
		}
		return nil, errors.Join(err, book.Close())
	}
	return book, nil
}

// publish writes the results in all their forms.
func (a *app) publish(dir string, r *results.Results, o publish.Options) error {
	c, err := a.catalogue()
	if err != nil {
		return err
	}
	if o.Published, err = publish.Answers(c); err != nil {
		return err
	}
	sentences, err := publish.Write(dir, r, o)
	if err != nil {
		return machineProblem(err)
	}
	a.note(sentences...)
	return nil
}

// note says what a teacher may want to know and nobody need mend.
func (a *app) note(sentences ...string) {
	for _, s := range sentences {
		render.Note(a.stderr, a.styleFor(a.stderr), s)
	}
}

// machineProblem is an error of the disk in words for a person; whatever was
// judged is on the disk by then.
func machineProblem(err error) error {
	for _, known := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS, syscall.EFBIG, fs.ErrPermission} {
		if errors.Is(err, known) {
			return &usageError{"the results cannot be written: " + err.Error(), "make room, or the folder writable; the same command carries on"}
		}
	}
	return err
}
