package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/interview"
	"racekata/grader/internal/watch"
)

func (a *app) watch() *cobra.Command {
	return &cobra.Command{
		Use:   "watch [exercise]",
		Short: "A screen that judges on every save",
		Long: `A screen that judges on every save. The last line names its keys: next and
previous exercise, list, hint, all the output, solution (after a pass), reset.
Without a name it begins with the exercise whose folder this is, or the first
that you have not passed.`,
		Example: "  racekata-grader watch\n  racekata-grader watch 101",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.needTerminal("watch", "check judges once and needs none: "+a.style().Command("check", "")); err != nil {
				return err
			}
			return a.runWatch(cmd.Context(), args)
		},
		ValidArgsFunction: a.completeExercise,
	}
}

// needTerminal refuses to show a screen where there is none.
func (a *app) needTerminal(name, instead string) error {
	for _, s := range []any{a.stdin, a.stdout} {
		f, ok := s.(*os.File)
		if !ok || !term.IsTerminal(int(f.Fd())) {
			return &usageError{name + " needs a terminal for its keys and its screen", instead}
		}
	}
	if os.Getenv("TERM") == "dumb" {
		return &usageError{name + " needs a terminal that can move its cursor, and TERM says dumb", instead}
	}
	return nil
}

func (a *app) runWatch(ctx context.Context, args []string) error {
	d, err := a.desk()
	if err != nil {
		return err
	}
	if dir, ok := interview.Of(d.top); ok {
		return &usageError{relative(dir) + " holds an interview, which has a screen of its own", "go on with it: " + program + " interview"}
	}
	e, err := a.pick(d.catalogue, d.top, args)
	if err != nil {
		return err
	}
	warning, err := d.refresh()
	if err != nil {
		return err
	}
	notice := strings.TrimSpace(warning + d.news(d.catalogue, d.top).String())
	actions := []watch.Action{
		{Key: "l", Label: "list", Page: d.list},
		{Key: "h", Label: "hint", Page: d.hint},
		{Key: "s", Label: "solution", Page: d.solution},
		{Key: "x", Label: "reset", Page: d.reset, Recheck: true, Question: func(i int) string {
			return "put " + d.path[i].ID + " back to the starter? your version is kept"
		}},
	}
	if d.catalogue.Bare() {
		actions = slices.DeleteFunc(actions, func(x watch.Action) bool { return x.Key == "s" })
	}
	result, err := watch.Run(ctx, watch.Options{
		Exercises: d.exercises(),
		First:     d.index(e.ID),
		Check:     d.check,
		Hash:      d.hash,
		Header:    d.header,
		Next:      d.next,
		Find: func(number string) (int, bool) {
			i := slices.IndexFunc(d.path, func(e *exercise.Exercise) bool { return e.Number() == number })
			return i, i >= 0
		},
		Previous: d.previous,
		Notice:   notice,
		Style:    a.style(),
		Actions:  actions,
	})
	return a.left(result, err)
}

// left turns how a screen was left into an exit code.
func (a *app) left(result watch.Result, err error) error {
	var crash *watch.CrashError
	switch {
	case errors.As(err, &crash):
		return fmt.Errorf("%w (%s, %s/%s)", err, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	case err != nil:
		return err
	case result.Interrupted:
		return context.Canceled
	}
	return nil
}
