package command

import (
	"context"
	"errors"
	"fmt"
	"go/version"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/classroom/autograder"
	"racekata/grader/internal/classroom/handout"
	"racekata/grader/internal/doctor"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/progress"
	"racekata/grader/internal/render"
	"racekata/grader/internal/staging"
)

// packageFlags are what every autograder can be told.
type packageFlags struct {
	classFlags
	out, title string
	goVersion  string
	arches     []string
}

func (f *packageFlags) add(cmd *cobra.Command, out string, arches ...string) {
	flags := cmd.Flags()
	flags.StringVarP(&f.out, "output", "o", "", out)
	f.classFlags.add(cmd)
	flags.StringVar(&f.title, "title", "", "instead of the course's")
	flags.StringVar(&f.goVersion, "go-version", "", "the release of Go that judges, if not the one in use")
	flags.StringSliceVar(&f.arches, "arch", arches, "processors of the graders")
}

func (a *app) packageCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "package PLATFORM -o OUTPUT",
		Short: "Make an autograder for Gradescope, Classroom 50 or GitHub",
		Long: `Make an autograder: the grader, what a platform wants around it, and a README
that says how to upload it. The platforms:

  gradescope   a zip with setup.sh and run_autograder
  classroom50  the folder CLASSROOM/autograders/ASSIGNMENT
  actions      a workflow for the repository that students get

Run it inside racekata's repository: it builds the grader from there, for Linux,
without the published answers.`,
		Example: `  racekata-grader package gradescope -o autograder.zip --exercises 101,104
  racekata-grader package classroom50 -o week1 --course course.toml
  racekata-grader package actions -o template --exercises 2xx`,
		// A flag of a platform that is mistyped is no flag of this command.
		FParseErrWhitelist: cobra.FParseErrWhitelist{UnknownFlags: true},
		RunE: func(_ *cobra.Command, args []string) error {
			platforms := []string{"gradescope", "classroom50", "actions"}
			fix := "name one: " + strings.Join(platforms, ", ")
			if len(args) == 0 {
				return &usageError{"nothing says for which platform", fix}
			}
			if near := nearest(args[0], platforms); len(near) > 0 {
				fix = "did you mean " + strings.Join(near, " or ") + "? all of them: " + strings.Join(platforms, ", ")
			}
			return &usageError{fmt.Sprintf("there is no package for %q", args[0]), fix}
		},
	}
	cmd.AddCommand(a.packageGradescope(), a.packageClassroom50(), a.packageActions())
	return cmd
}

// draft is an autograder on the way: what it judges is known, the grader is
// not built yet.
type draft struct {
	autograder.Assignment
	flags packageFlags
	// source is the top of the repository, "" outside of it; the graders that
	// are built from there know the exercises of judges.
	source string
	judges exercise.Catalogue
	// self is the running binary, where there is no source.
	self string
	bare bool // self holds no answers
}

// draft reads what the flags say. Nothing has been written or built.
func (a *app) draft(ctx context.Context, f packageFlags) (*draft, error) {
	if f.out == "" {
		return nil, &usageError{"nothing says where the package goes", "name it with -o"}
	}
	c, co, err := a.asked(f.classFlags)
	if err != nil {
		return nil, err
	}
	d := &draft{flags: f, bare: c.Bare()}
	d.Title = co.Title
	if f.title != "" {
		d.Title = f.title
	}
	if f.course != "" {
		if d.Course, err = os.ReadFile(f.course); err != nil {
			return nil, &progress.FileError{Doing: "read the course file", Err: err}
		}
		// The file is read again where it is graded, with all that it names.
		whole, err := readCourse(f.course, c, nil)
		if err != nil {
			return nil, err
		}
		d.judges = whole.Catalogue(c)
	} else {
		d.judges = co.Catalogue(c)
	}
	for _, e := range co.Exercises {
		ex, err := c.Find(e.ID)
		if err != nil {
			return nil, err
		}
		starter, err := candidate.Starter(ex)
		if err != nil {
			return nil, err
		}
		d.Exercises = append(d.Exercises, autograder.Exercise{ID: e.ID, Points: e.Weight * float64(ex.Points()), Starter: starter})
	}
	if d.GoVersion, err = releaseOfGo(ctx, f.goVersion); err != nil {
		return nil, err
	}
	for _, arch := range f.arches {
		if !slices.Contains(autograder.Arches, arch) {
			return nil, &usageError{fmt.Sprintf("no grader is built for %q", arch), "the processors: --arch " + strings.Join(autograder.Arches, ",")}
		}
	}
	return d, a.findGrader(d)
}

// releaseOfGo is the release that a package pins: the named one, or that of
// the go command here.
func releaseOfGo(ctx context.Context, named string) (string, error) {
	found, fix := named, "name a release: --go-version 1.26.0"
	if named == "" {
		v, err := goVersion(ctx)
		if err != nil {
			return "", err
		}
		found, _, _ = strings.Cut(v, " ")
	}
	v, ok := autograder.ParseVersion(found)
	if !ok {
		return "", &usageError{fmt.Sprintf("%q is no release of Go that can be downloaded", found), fix}
	}
	if version.Compare("go"+v, doctor.Oldest) < 0 {
		return "", &usageError{"Go " + v + " is too old to judge with", fix}
	}
	return v, nil
}

// findGrader says where the grader of a package comes from.
func (a *app) findGrader(d *draft) error {
	source, err := handout.Source(".")
	if !errors.Is(err, handout.ErrNoSource) {
		d.source = source
		return err
	}
	const inside = "run package inside racekata's repository: it builds the grader from there"
	if runtime.GOOS != "linux" {
		return &usageError{"this grader was built for " + runtime.GOOS + ", and the platforms run Linux", inside}
	}
	if d.self, err = os.Executable(); err != nil {
		return &usageError{"this grader's own file is not found: " + err.Error(), inside}
	}
	return nil
}

// build gets the graders, into a folder of the caller's.
func (a *app) build(ctx context.Context, d *draft, dir string) error {
	if d.source == "" {
		d.Graders = []autograder.Grader{{Arch: runtime.GOARCH, Path: d.self, Bare: d.bare}}
		return nil
	}
	line := render.NewStatus(a.stderr, a.styleFor(a.stderr))
	defer line.Clear()
	for _, arch := range d.flags.arches {
		line.Show("building the grader for linux/"+arch+"; the first time takes a minute", true)
		out := filepath.Join(dir, arch)
		if err := handout.Build(ctx, d.source, d.judges, handout.Platform{OS: "linux", Arch: arch}, out); err != nil {
			return graderProblem(d.source, "package", err)
		}
		d.Graders = append(d.Graders, autograder.Grader{Arch: arch, Path: out, Bare: true})
	}
	return nil
}

// withGraders builds the graders and calls write with them there.
func (a *app) withGraders(ctx context.Context, d *draft, write func() error) (err error) {
	tmp, err := os.MkdirTemp("", "racekata-package-")
	if err != nil {
		return &progress.FileError{Doing: "make a temporary folder", Err: err}
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	if err := a.build(ctx, d, tmp); err != nil {
		return err
	}
	return write()
}

// made says what was made.
func (a *app) made(d *draft, next string) {
	points := 0.0
	for _, e := range d.Exercises {
		points += e.Points
	}
	var arches []string
	for _, g := range d.Graders {
		arches = append(arches, "linux/"+g.Arch)
	}
	fmt.Fprintf(a.stdout, "%s judges %s, %g points, on %s\n", d.flags.out, exercises(len(d.Exercises)), points, strings.Join(arches, " and "))
	if d.source == "" {
		holds := "it holds the published answers: keep it to yourself"
		if d.bare {
			holds = "it holds no published answers"
		}
		fmt.Fprintf(a.stdout, "  Packaged is this grader itself, since this is not racekata's repository; %s\n", holds)
	}
	fmt.Fprintf(a.stdout, "  Next: %s\n", next)
}

// packageProblem adds the fix to what keeps a package from being written.
func packageProblem(out string, err error) error {
	var usage *usageError
	switch {
	case errors.As(err, &usage), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, staging.ErrNotEmpty), errors.Is(err, staging.ErrNotFolder), errors.Is(err, fs.ErrExist):
		return &usageError{fmt.Sprintf("%s: %v", out, err), "empty it, or name another one with -o"}
	}
	var path *os.PathError
	var link *os.LinkError
	if errors.As(err, &path) || errors.As(err, &link) {
		return &usageError{"the package cannot be written: " + err.Error(), "make room, or name a place that you may write with -o"}
	}
	return err
}
