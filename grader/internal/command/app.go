package command

import (
	"context"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/judge"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/progress"
	"racekata/grader/internal/render"
	"racekata/grader/internal/runner"
	"racekata/grader/internal/workspace"
)

const program = "racekata-grader"

// Embedded is what the binary carries: the teacher's side and the kit.
type Embedded struct {
	Solutions fs.FS // the content of solutions/
	Kit       fs.FS // the content of grader/kit/
}

// app is one call of the grader.
type app struct {
	embedded       Embedded
	stdin          io.Reader
	stdout, stderr io.Writer
	noColor        bool
	// work is the folder in which a screen's commands have to be typed; "" is
	// the current one.
	work string
}

// Main runs the grader with the process's own streams and returns its exit
// code.
func Main(args []string, embedded Embedded) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	a := &app{embedded: embedded, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}
	root := a.root()
	root.SetArgs(args)
	code, sentence := a.explain(root.ExecuteContext(ctx))
	if sentence != "" {
		render.Problem(a.stderr, a.styleFor(a.stderr), sentence)
	}
	return code
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           program,
		Short:         "racekata-grader checks Go concurrency exercises and explains what fails",
		SilenceErrors: true,
		SilenceUsage:  true,
		// Below the list of commands, see writeRootHelp.
		Long: `An exercise is named by id (101_counter), number (101) or part of its name.
More about one: racekata-grader help check. No colour: --no-color or NO_COLOR.
Exit codes: 0 passed, 1 not passed, 2 a mistake in the call or a problem of the
machine, 3 the grader's own fault.`,
	}
	root.CompletionOptions.DisableDefaultCmd = true // there is one of our own
	root.PersistentFlags().BoolVar(&a.noColor, "no-color", false, "no colour, also on a terminal (as NO_COLOR)")
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	a.addGroups(root, []group{
		{"To practise", []*cobra.Command{
			a.check(), a.watch(), a.list(), a.status(), a.hint(), a.solution(), a.reset(),
			a.explainCommand(), a.interview(), a.initCommand(),
		}},
		{"To teach and maintain", []*cobra.Command{a.handout(), a.grade(), a.packageCommand(), a.verify(), a.new(), a.hunt()}},
		{"This machine", []*cobra.Command{a.doctor(), a.completion(), a.version()}},
	})
	completeFlags(root)
	return root
}

// catalogue is all exercises that can be read. One that a maintainer has half
// written keeps nobody from working on the others; verify names it.
func (a *app) catalogue() (exercise.Catalogue, error) {
	c, err := exercise.Load(a.embedded.Solutions)
	if len(c) == 0 && err != nil {
		return nil, err
	}
	return c, nil
}

// style is how to write to standard output.
func (a *app) style() render.Style { return a.styleFor(a.stdout) }

func (a *app) styleFor(w io.Writer) render.Style {
	s := render.Style{Make: os.Getenv("RACEKATA_MAKE") != ""}
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return s
	}
	s.Color = !a.noColor && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	if width, _, err := term.GetSize(int(f.Fd())); err == nil {
		s.Width = min(width, 120)
	}
	return s
}

// top is the folder above exercises/, here or above.
func (a *app) top() (string, error) {
	here, err := os.Getwd()
	if err != nil {
		return "", &usageError{"this folder cannot be read: " + err.Error(), "go to another one"}
	}
	for dir := here; ; dir = filepath.Dir(dir) {
		_, noExercises := os.Stat(filepath.Join(dir, "exercises"))
		_, noModule := os.Stat(filepath.Join(dir, "go.mod"))
		if noExercises == nil && noModule == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", &usageError{"there is no exercises/ folder here or above", "run this inside the repository that holds the exercises"}
		}
	}
}

// repository is what most commands work with: all exercises, and the folder
// that holds the learner's.
func (a *app) repository() (c exercise.Catalogue, top string, err error) {
	if c, err = a.catalogue(); err != nil {
		return nil, "", err
	}
	top, err = a.top()
	return c, top, err
}

func (a *app) progress(top string) progress.Store {
	return progress.At(top, func(warning string) {
		render.Problem(a.stderr, a.styleFor(a.stderr), warning)
	})
}

// pick finds the exercise that is meant: the one named, else the one whose
// folder this is, else the first on the path that has not passed.
func (a *app) pick(c exercise.Catalogue, top string, args []string) (*exercise.Exercise, error) {
	if e, err := a.named(c, top, args); e != nil || err != nil {
		return e, err
	}
	st, err := a.progress(top).Read()
	if err != nil {
		return nil, err
	}
	if e := following(c, st, ""); e != nil {
		return e, nil
	}
	return c.Path()[0], nil
}

// named is the exercise that is named, or else whose folder this is; nil when
// neither is.
func (a *app) named(c exercise.Catalogue, top string, args []string) (*exercise.Exercise, error) {
	if len(args) > 0 {
		return a.find(c, top, args[0])
	}
	if here, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(filepath.Join(top, "exercises"), here); err == nil && rel != "." && !strings.HasPrefix(rel, "..") {
			id, _, _ := strings.Cut(rel, string(filepath.Separator))
			return a.find(c, top, id)
		}
	}
	return nil, nil
}

// following is the next exercise on the path after the one with this id that
// has not passed; after the last one comes the first. It is nil when all others
// have passed. With no id it is the first.
func following(c exercise.Catalogue, st *progress.State, id string) *exercise.Exercise {
	path := c.Path()
	at := slices.IndexFunc(path, func(e *exercise.Exercise) bool { return e.ID == id })
	for _, e := range slices.Concat(path[at+1:], path[:max(0, at)]) {
		if st.Of(e.ID).Passed == nil {
			return e
		}
	}
	return nil
}

// judge opens the workspace.
func (a *app) judge(c exercise.Catalogue, status func(judge.Step)) (*judge.Judge, error) {
	cache, err := workspace.CacheDir()
	if err != nil {
		return nil, err
	}
	w, err := workspace.Open(cache, a.embedded.Kit, c)
	if err != nil {
		return nil, err
	}
	return &judge.Judge{Workspace: w, Jobs: plan.Cores(), Limits: runner.Default, Status: status}, nil
}

// resetName is what to call the exercise of a folder in a command.
func (a *app) resetName(folder string) string {
	n, _, _ := strings.Cut(filepath.Base(folder), "_")
	return n
}

// relative shortens a path to how it is written from the current folder, if
// that is below it.
func relative(p string) string {
	here, err := os.Getwd()
	if err != nil {
		return p
	}
	rel, err := filepath.Rel(here, p)
	if err != nil || strings.HasPrefix(rel, "..") {
		return p
	}
	return rel
}
