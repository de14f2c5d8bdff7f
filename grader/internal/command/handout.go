package command

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"racekata/grader/internal/classroom/course"
	"racekata/grader/internal/classroom/handout"
	"racekata/grader/internal/render"
)

type handoutFlags struct {
	classFlags
	dir, title       string
	graders, example bool
}

func (a *app) handout() *cobra.Command {
	var f handoutFlags
	cmd := &cobra.Command{
		Use:   "handout -o folder",
		Short: "Lay out what students get: starters, no answers",
		Long: `Lay out what the students of a course get: starters with their visible tests, a
Makefile, and a README with points, deadlines and how to hand in; nothing that
judges or answers. --with-grader adds graders for Linux and macOS. They hold the
hidden tests, and no solutions; the README says so. They are built from the
repository, which this has to run in then.`,
		Example: `  racekata-grader handout -o spring --exercises 101,104,2xx --title Concurrency
  racekata-grader handout --example > course.toml
  racekata-grader handout -o spring --course course.toml --with-grader`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return &usageError{"handout takes no " + args[0], "name the folder with -o: " + program + " handout -o " + shellWord(args[0])}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.runHandout(cmd.Context(), f)
		},
	}
	cmd.Flags().StringVarP(&f.dir, "output", "o", "", "the folder to lay out, missing or empty")
	cmd.Flags().StringSliceVar(&f.exercises, "exercises", nil, "only these: numbers, ids, 2xx for a pillar")
	cmd.Flags().StringVar(&f.title, "title", "", "the title of the course")
	cmd.Flags().StringVar(&f.course, "course", "", "a course.toml: title, exercises, weights, deadlines")
	cmd.Flags().BoolVar(&f.graders, "with-grader", false, "add graders for Linux and macOS")
	cmd.Flags().BoolVar(&f.example, "example", false, "print an example of a course.toml, and that is all")
	// The errors would be of names that these flags do not have.
	_ = cmd.MarkFlagDirname("output")
	_ = cmd.MarkFlagFilename("course", "toml")
	return cmd
}

func (a *app) runHandout(ctx context.Context, f handoutFlags) error {
	if f.example {
		_, err := fmt.Fprint(a.stdout, course.Example)
		return err
	}
	if f.dir == "" {
		return &usageError{"the folder has no name", "name it: " + program + " handout -o spring"}
	}
	c, co, err := a.asked(f.classFlags)
	if err != nil {
		return err
	}
	if title := strings.Join(strings.Fields(f.title), " "); title != "" {
		co.Title = title
	}
	h := handout.Handout{Course: co, Catalogue: c}
	line := render.NewStatus(a.stderr, a.styleFor(a.stderr))
	if f.graders {
		if h.Source, err = handout.Source("."); err != nil {
			return graderProblem(h.Source, "handout", err)
		}
		h.Platforms = handout.Platforms
		h.Status = func(p handout.Platform) {
			line.Show("building the grader for "+p.String()+"; the first time takes a minute", true)
		}
	}
	err = handout.LayOut(ctx, f.dir, h)
	line.Clear()
	if build := (*handout.BuildError)(nil); errors.As(err, &build) {
		return graderProblem(h.Source, "handout", err)
	}
	if err != nil {
		return layOutProblem("handout -o ", f.dir, err)
	}
	a.warnOfThePast(co, time.Now())
	what := fmt.Sprintf("%s holds %s", f.dir, exercises(len(co.Exercises)))
	if f.graders {
		what += fmt.Sprintf(" and %d graders", len(h.Platforms))
	}
	fmt.Fprintf(a.stdout, "%s\n  Next: read its README.md, as your students will; then zip the folder or put it into git\n", what)
	return nil
}

func exercises(n int) string {
	if n == 1 {
		return "1 exercise"
	}
	return fmt.Sprintf("%d exercises", n)
}

// graderProblem adds the fix to what keeps a grader from being built from the
// repository at source for a command.
func graderProblem(source, command string, err error) error {
	build := (*handout.BuildError)(nil)
	switch {
	case errors.Is(err, handout.ErrNoSource):
		return &usageError{err.Error(), "run it there: cd racekata && make list && bin/" + program + " " + command + " …"}
	case errors.As(err, &build) && build.Stale:
		return &usageError{err.Error(), "run make list in " + source + ", and then " + command + " with its bin/" + program}
	case errors.As(err, &build):
		return &usageError{err.Error(), "go build ./grader in " + source + " has to work; nothing was written"}
	}
	return err
}

// warnOfThePast names deadlines that are over: those of the last course, most
// likely.
func (a *app) warnOfThePast(c *course.Course, now time.Time) {
	var over []string
	for _, e := range c.Exercises {
		if !e.Deadline.IsZero() && e.Deadline.Before(now) {
			over = append(over, e.ID)
		}
	}
	if len(over) > 0 {
		render.Problem(a.stderr, a.styleFor(a.stderr), join("the deadline is over of "+strings.Join(over, ", "), "if that is not meant, change course.toml and hand out again"))
	}
}
