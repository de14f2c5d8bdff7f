package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"racekata/grader/internal/classroom/course"
	"racekata/grader/internal/classroom/export"
	"racekata/grader/internal/classroom/grading"
	"racekata/grader/internal/classroom/kept"
	"racekata/grader/internal/classroom/publish"
	"racekata/grader/internal/classroom/record"
	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/classroom/roster"
	"racekata/grader/internal/classroom/submission"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/progress"
	"racekata/grader/internal/render"
	"racekata/grader/internal/sandbox"
	"racekata/grader/internal/verdict"
)

// gradeFlags are what a grading run can be told.
type gradeFlags struct {
	classFlags
	engineFlags
	out      string
	shard    string
	regrade  bool
	only     string
	replay   bool
	verbose  bool
	canvasAs []string
}

// classFlags say who is graded in what.
type classFlags struct {
	roster, course string
	exercises      []string
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
	class, err := a.assemble(ctx, submissions, f.classFlags)
	if err != nil {
		return err
	}
	for _, n := range class.Notes {
		render.Problem(a.stderr, a.styleFor(a.stderr), n)
	}
	// Of the whole class, so that one file serves all shards.
	adjusted, err := readAdjustments(filepath.Join(f.out, grading.AdjustName), class)
	if err != nil {
		return err
	}
	dir := f.out
	if shard != nil {
		class = class.Of(*shard)
		dir = filepath.Join(dir, fmt.Sprintf("shard-%d-of-%d", shard.K, shard.N))
	}
	g, err := a.engine(ctx, class, f.engineFlags)
	if err != nil {
		return err
	}
	if f.only != "" {
		return a.gradeOnly(ctx, g, class, dir, f)
	}
	return a.gradeClass(ctx, g, class, adjusted, shard, dir, f)
}

// shardOf is the shard that the flag names, or that the job this runs in does.
func (f gradeFlags) shardOf(getenv func(string) string) (*results.Shard, error) {
	if f.shard != "" {
		s, err := grading.ParseShard(f.shard)
		if err != nil {
			return nil, &usageError{err.Error(), "grade " + "… --shard 1/4"}
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

// courseOf is the course that the flags describe.
func (a *app) courseOf(f classFlags) (*course.Course, error) {
	c, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	return readCourse(f.course, c, f.exercises)
}

// assemble reads who handed in what.
func (a *app) assemble(ctx context.Context, submissions string, f classFlags) (*grading.Class, error) {
	c, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	co, err := a.courseOf(f)
	if err != nil {
		return nil, err
	}
	var class *roster.Roster
	if f.roster != "" {
		if class, err = readRoster(f.roster); err != nil {
			return nil, err
		}
	}
	line := render.NewStatus(a.stderr, a.styleFor(a.stderr))
	line.Show("reading the submissions", false)
	var notices []string
	subs, err := submission.Open(ctx, submissions, c, submission.Options{Notice: func(s string) { notices = append(notices, s) }})
	line.Clear()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, &usageError{err.Error(), "name the folder that holds an entry for each student"}
	}
	for _, n := range notices {
		render.Problem(a.stderr, a.styleFor(a.stderr), n)
	}
	if len(subs) == 0 {
		return nil, &usageError{"there is no submission in " + submissions, "name the folder that holds an entry for each student"}
	}
	assembled, err := grading.Assemble(subs, class, co, c)
	if err == nil && class != nil {
		assembled.Notes = append(assembled.Notes, strangers(f.course, co, assembled)...)
	}
	return assembled, err
}

func readRoster(path string) (*roster.Roster, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &usageError{"the roster cannot be read: " + err.Error(), "name another with --roster"}
	}
	defer f.Close()
	r, err := roster.Read(f)
	if err != nil {
		return nil, &usageError{path + ": " + err.Error(), "save it as CSV with a column for the name, as the school's system exports it"}
	}
	return &r, nil
}

// open opens the record of a class, and refuses that of another one.
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

func (a *app) gradeClass(ctx context.Context, g *engine, class *grading.Class, adjusted grading.Adjustments, shard *results.Shard, dir string, f gradeFlags) (err error) {
	canvas, err := canvasColumns(f.canvasAs, class.Exercises)
	if err != nil {
		return err
	}
	book, err := openRecord(dir, class)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	was, err := publish.Read(dir)
	if err != nil {
		return &usageError{err.Error(), "move the file away; what was judged is in " + record.Name}
	}
	g.Book, g.Regrade = book, f.regrade
	if n := g.Outdated(class); n > 0 && !f.regrade {
		render.Problem(a.stderr, a.styleFor(a.stderr), fmt.Sprintf("%d verdicts were made by another version of the tests or the grader, and stay; --regrade makes them anew and lists what moves", n))
	}
	show := a.newGradeScreen(f.verbose)
	g.Told = show.told
	g.Judge.Status = show.step
	err = g.Grade(ctx, class)
	show.end()
	if ctx.Err() != nil {
		_, sentence := a.explain(&usageError{"stopped; every verdict so far is kept", "the same command carries on"})
		render.Problem(a.stderr, a.styleFor(a.stderr), sentence)
		return codeError(ExitInterrupted)
	}
	if err != nil {
		return machineProblem(err)
	}
	code := publish.CodeIn(dir)
	for _, h := range class.Handed {
		for _, w := range h.Work {
			if w.Hash == "" {
				continue
			}
			if err := code.Keep(w.Hash, w.Candidate.Map()); err != nil {
				return machineProblem(err)
			}
		}
	}
	r, err := class.Results(book.Find, adjusted)
	if err != nil {
		return err
	}
	r.Shard = shard
	g.sign(r)
	if err := a.publish(dir, r, publish.Options{Canvas: canvas}); err != nil {
		return err
	}
	if f.regrade && was != nil {
		a.showMoves(grading.Moved(was, r))
	}
	show.summary(r, dir)
	for _, s := range r.Students {
		for _, gr := range s.Grades {
			if gr.State == results.Fault {
				return codeError(ExitFault)
			}
		}
	}
	return nil
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
	for _, s := range sentences {
		render.Problem(a.stderr, a.styleFor(a.stderr), s)
	}
	return nil
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

func readAdjustments(path string, class *grading.Class) (grading.Adjustments, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil, nil // what is wrong with the folder is said elsewhere
	}
	if err != nil {
		return nil, &usageError{err.Error(), "make it readable, or move it away"}
	}
	defer f.Close()
	all, err := grading.ReadAdjustments(f, class)
	if err != nil {
		return nil, &usageError{err.Error(), "mend " + path + "; nothing was graded"}
	}
	return all, nil
}

// gradeOnly shows what there is to say about one submission.
func (a *app) gradeOnly(ctx context.Context, g *engine, class *grading.Class, dir string, f gradeFlags) (err error) {
	name, number, ok := cutLast(f.only, "/")
	if !ok {
		return &usageError{fmt.Sprintf("--only %s names no exercise", f.only), "write STUDENT/EXERCISE, such as ada/101"}
	}
	e, err := class.Exercises.Find(number)
	if err != nil {
		return err
	}
	at := -1
	for i, x := range class.Exercises {
		if x == e {
			at = i
		}
	}
	st, err := class.Find(name)
	if err != nil {
		return &usageError{err.Error(), "the names are those of results.json"}
	}
	if st.Handed < 0 || class.Handed[st.Handed].Work[at].Hash == "" {
		why := "nothing was handed in"
		if st.Handed >= 0 {
			why = class.Handed[st.Handed].Work[at].Why
		}
		return &usageError{fmt.Sprintf("there is nothing of %s for %s: %s", st.Key, e.ID, why), "look at the submission itself"}
	}
	h := class.Handed[st.Handed]
	w := h.Work[at]
	book, err := openRecord(dir, class)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	g.Book = book
	line, has := book.Find(h.Key, e.ID)
	has = has && line.Hash == w.Hash
	if !has && !f.replay {
		return &usageError{fmt.Sprintf("%s of %s was not graded yet", e.ID, st.Key), "grade the class, or add --replay"}
	}
	v := line.Verdict
	if f.replay {
		show := a.newGradeScreen(false)
		g.Judge.Jobs, g.Judge.Status = plan.Cores(), show.step
		v, err = g.Replay(ctx, e, w)
		show.end()
		if err != nil {
			return err
		}
	}
	sources := render.Sources{}
	for _, file := range w.Candidate.Files {
		sources[filepath.Join("exercises", e.ID, file.Name)] = file.Content
	}
	fmt.Fprintf(a.stdout, "%s, %s\n", st.Key, h.Key)
	a.style().Verdict(a.stdout, v, sources, a.replayed(v, line, has && f.replay))
	if v.Outcome == verdict.Fault {
		return codeError(ExitFault)
	}
	if v.Outcome != verdict.Passed {
		return codeError(ExitNotPassed)
	}
	return nil
}

// replayed says how a verdict made again compares with the one that counts.
func (a *app) replayed(v *verdict.Verdict, line record.Line, compare bool) string {
	if !compare {
		return ""
	}
	when := line.At.UTC().Format("2006-01-02 15:04 MST")
	if v.Outcome == line.Verdict.Outcome && v.Points == line.Verdict.Points {
		return fmt.Sprintf("The same as on %s: %d points.", when, v.Points)
	}
	return fmt.Sprintf("On %s it was %s with %d points. That one counts until --regrade, or a row in %s.",
		when, line.Verdict.Outcome, line.Verdict.Points, grading.AdjustName)
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// keptVerdicts is where verdicts are kept by content.
func keptVerdicts(cache string) (*kept.Memory, error) {
	m := &kept.Memory{Dir: filepath.Join(cache, "verdicts")}
	if err := m.Prune(time.Now()); err != nil {
		return nil, &progress.FileError{Doing: "keep verdicts", Err: err}
	}
	return m, nil
}

// box opens the sandbox and refuses to go on without one where that was asked
// for.
func box(ctx context.Context, require bool) (*sandbox.Sandbox, error) {
	b := sandbox.Probe(ctx)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if r := b.Report(); require && !r.Whole() {
		return nil, &usageError{"the sandbox is not whole here:\n    " + strings.Join(r.Missing, "\n    "), "grade on a machine that has what is missing, or without --require-sandbox"}
	}
	return b, nil
}

// canvasColumns reads the titles that columns have in Canvas.
func canvasColumns(as []string, c exercise.Catalogue) (export.CanvasOptions, error) {
	o := export.CanvasOptions{Columns: map[string]string{}}
	for _, a := range as {
		name, title, ok := strings.Cut(a, "=")
		if !ok || title == "" {
			return o, &usageError{fmt.Sprintf("--canvas %q names no column", a), "write an exercise and its title in Canvas: --canvas '101=Counter (98765)'"}
		}
		e, err := c.Find(name)
		if err != nil {
			return o, err
		}
		o.Columns[e.ID] = title
	}
	return o, nil
}
