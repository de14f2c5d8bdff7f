package command

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"racekata/grader/internal/classroom/course"
	"racekata/grader/internal/classroom/export"
	"racekata/grader/internal/classroom/grading"
	"racekata/grader/internal/classroom/publish"
	"racekata/grader/internal/classroom/record"
	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/classroom/submission"
	"racekata/grader/internal/progress"
	"racekata/grader/internal/render"
	"racekata/grader/internal/verdict"
)

// oneFlags say what becomes of one submission's grades.
type oneFlags struct {
	classFlags
	engineFlags
	name                    string
	metadata                string
	gradescope, classroom50 string
	feedback                string
	actions, leaderboard    bool
}

func (a *app) gradeOne() *cobra.Command {
	var f oneFlags
	cmd := &cobra.Command{
		Use:   "one SUBMISSION",
		Short: "Grade one submission, as an autograder does",
		Long: `Grade one submission, a folder or an archive, as the autograders of platforms
do, and write what they read. The command package makes those autograders.`,
		Example: "  racekata-grader grade one . --exercises 101 --actions",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.runOne(cmd.Context(), args[0], f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.name, "name", "", "whose it is")
	f.classFlags.add(cmd)
	f.engineFlags.add(cmd)
	flags.StringVar(&f.metadata, "metadata", "", "Gradescope's submission_metadata.json")
	flags.StringVar(&f.gradescope, "gradescope", "", "write Gradescope's results.json to this file")
	flags.BoolVar(&f.leaderboard, "leaderboard", false, "with --gradescope: show points on its board")
	flags.StringVar(&f.classroom50, "classroom50", "", "write Classroom 50's result.json to this file")
	flags.BoolVar(&f.actions, "actions", false, "GitHub annotations, and a step summary")
	flags.StringVar(&f.feedback, "feedback", "", "write feedback in Markdown to this file")
	return cmd
}

// metadata is what Gradescope tells of a submission.
type metadata struct {
	CreatedAt time.Time `json:"created_at"`
	Users     []struct {
		Name  string `json:"name"`
		Email string `json:"email"`
		SID   sid    `json:"sid"`
	} `json:"users"`
}

// sid is a school's number for a student: a number to some schools, a text to
// others, "" or null to those that have none.
type sid string

func (s *sid) UnmarshalJSON(b []byte) error {
	var text string
	if json.Unmarshal(b, &text) == nil {
		*s = sid(text)
		return nil
	}
	var number json.Number
	if err := json.Unmarshal(b, &number); err != nil {
		return err
	}
	*s = sid(number)
	return nil
}

func readMetadata(path string) (m metadata, err error) {
	b, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	if err != nil {
		return m, &usageError{"the metadata cannot be read: " + err.Error(), "name Gradescope's submission_metadata.json with --metadata"}
	}
	return m, nil
}

func (a *app) runOne(ctx context.Context, path string, f oneFlags) (err error) {
	if err := f.check(); err != nil {
		return err
	}
	class, err := a.assembleOne(ctx, path, f)
	if err != nil {
		return err
	}
	g, err := a.engine(ctx, class, f.engineFlags)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "racekata-one-")
	if err != nil {
		return &progress.FileError{Doing: "make a temporary folder", Err: err}
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	book, err := record.Open(dir, time.Now())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	g.Book = book

	one := oneOutput{app: a, flags: f, engine: g, class: class, book: book}
	show := a.newGradeScreen(false)
	var failed error
	g.Judge.Status = show.step
	g.Told = func(t grading.Told) {
		show.told(t)
		// Where time runs out, what was written last is what counts.
		if failed == nil && f.gradescope != "" {
			failed = one.gradescope()
		}
	}
	if f.gradescope != "" {
		if err := one.gradescope(); err != nil {
			return err
		}
	}
	err = g.Grade(ctx, class)
	show.end()
	if err = errors.Join(err, failed); err != nil {
		return machineProblem(err)
	}
	return one.finish()
}

func (a *app) assembleOne(ctx context.Context, path string, f oneFlags) (*grading.Class, error) {
	c, co, err := a.asked(f.classFlags)
	if err != nil {
		return nil, err
	}
	var m metadata
	if f.metadata != "" {
		if m, err = readMetadata(f.metadata); err != nil {
			return nil, err
		}
	}
	name := f.name
	if name == "" && len(m.Users) > 0 {
		name = m.Users[0].Name
	}
	if name == "" {
		name = "submission"
	}
	sub, err := submission.One(ctx, path, name, c, submission.Options{})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, &usageError{err.Error(), "name the folder or archive that was handed in"}
	}
	for i, u := range m.Users {
		p := submission.Person{Name: u.Name, IDs: []string{u.Email, string(u.SID)}}
		if i == 0 {
			sub.People = nil
		}
		sub.People = append(sub.People, p)
	}
	if !m.CreatedAt.IsZero() {
		sub.Submitted = m.CreatedAt
	}
	if f.course == "" && len(f.exercises) == 0 {
		// Nobody says what was asked for, so it is what is there.
		co = onlyFound(co, sub)
	}
	if len(co.Exercises) == 0 {
		return nil, &usageError{"there is no exercise in " + path, "name a folder that holds one, or say which are asked for: --exercises 101"}
	}
	return grading.Assemble([]submission.Submission{sub}, nil, co, c)
}

func onlyFound(co *course.Course, sub submission.Submission) *course.Course {
	found := map[string]bool{}
	for _, e := range sub.Exercises {
		found[e.ID] = e.Why == ""
	}
	only := *co
	only.Exercises = nil
	for _, e := range co.Exercises {
		if found[e.ID] {
			only.Exercises = append(only.Exercises, e)
		}
	}
	return &only
}

// oneOutput writes one submission's grades.
type oneOutput struct {
	*app
	flags  oneFlags
	engine *engine
	class  *grading.Class
	book   *record.Book
}

// results are the grades so far.
func (o *oneOutput) results() (*results.Results, error) {
	r, err := o.class.Results(o.book.Find, nil)
	if err == nil {
		o.engine.sign(r)
	}
	return r, err
}

func (o *oneOutput) sources(student, exercise string) map[string][]byte {
	for i, e := range o.class.Exercises {
		if e.ID == exercise {
			return o.class.Handed[0].Work[i].Candidate.Map()
		}
	}
	return nil
}

// gradescope writes what is known so far.
func (o *oneOutput) gradescope() error {
	r, err := o.results()
	if err != nil {
		return err
	}
	var waiting []string
	for i, e := range o.class.Exercises {
		w := o.class.Handed[0].Work[i]
		if _, judged := o.book.Find(o.class.Handed[0].Key, e.ID); w.Hash != "" && !judged {
			waiting = append(waiting, e.ID)
		}
	}
	return toFile(o.flags.gradescope, func(w io.Writer) error {
		return export.Gradescope(w, r, o.class.Students[0].Key, export.GradescopeOptions{Waiting: waiting, Leaderboard: o.flags.leaderboard})
	})
}

func (o *oneOutput) finish() error {
	r, err := o.results()
	if err != nil {
		return err
	}
	st := &r.Students[0]
	if o.flags.gradescope != "" {
		if err := o.gradescope(); err != nil {
			return machineProblem(err)
		}
	}
	if o.flags.classroom50 != "" {
		at := time.Now().UTC() // where no commit tells
		if st.Submitted != nil {
			at = *st.Submitted
		}
		err := toFile(o.flags.classroom50, func(w io.Writer) error {
			return export.Classroom50(w, r, st.Key, export.SubmissionFrom(os.Getenv, at))
		})
		if err != nil {
			return machineProblem(err)
		}
	}
	if o.flags.feedback != "" {
		if err := toFile(o.flags.feedback, func(w io.Writer) error { return export.Feedback(w, r, st.Key, o.sources) }); err != nil {
			return machineProblem(err)
		}
	}
	if o.flags.actions {
		if err := o.github(r); err != nil {
			return machineProblem(err)
		}
	} else {
		o.screen(st)
	}
	return o.exit(st)
}

// screen writes each verdict as check does.
func (o *oneOutput) screen(st *results.Student) {
	for _, n := range st.Notes {
		render.Note(o.stdout, o.style(), n)
	}
	for i, g := range st.Grades {
		if g.Verdict == nil {
			fmt.Fprintf(o.stdout, "%s: %s\n", g.Exercise, o.class.Handed[0].Work[i].Why)
			continue
		}
		sources := render.Sources{}
		for _, file := range o.class.Handed[0].Work[i].Candidate.Files {
			sources[file.Path] = file.Content
		}
		o.style().Verdict(o.stdout, g.Verdict, sources, "")
	}
}

// github writes annotations to standard output, where the runner reads them,
// and appends to the step's summary.
func (o *oneOutput) github(r *results.Results) error {
	key := r.Students[0].Key
	if _, err := export.Annotations(o.stdout, r, key); err != nil {
		return err
	}
	path := os.Getenv("GITHUB_STEP_SUMMARY")
	if path == "" {
		return export.Summary(o.stdout, r, key, o.sources)
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	return errors.Join(export.Summary(file, r, key, o.sources), file.Close())
}

// exit is 0 for a platform that reads a file: that grading ran is what it wants
// to know.
func (o *oneOutput) exit(st *results.Student) error {
	toPlatform := o.flags.gradescope != "" || o.flags.classroom50 != ""
	for _, g := range st.Grades {
		if g.State == results.Fault {
			return codeError(ExitFault)
		}
		if !toPlatform && (g.Verdict == nil || g.Verdict.Outcome != verdict.Passed) {
			return codeError(ExitNotPassed)
		}
	}
	return nil
}

// toFile replaces a file by what write writes, whole or not at all: a time-out
// may end us at any moment. A device, such as /dev/stdout, is written to as it is.
func toFile(path string, write func(io.Writer) error) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	return publish.Replace(path, b.Bytes())
}
