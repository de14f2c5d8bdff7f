package command

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/progress"
	"racekata/grader/internal/render"
)

func (a *app) hint() *cobra.Command {
	return &cobra.Command{
		Use:     "hint [exercise]",
		Short:   "A hint on the first check that fails; ask again for a clearer one",
		Long:    "A hint on the first check that your last verdict did not pass. There are up to\nthree: the first names the symptom, the last nearly the fix. Without a name: the\nexercise whose folder this is, or the one checked last that has not passed.",
		Example: "  racekata-grader hint\n  racekata-grader hint 101",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, top, err := a.repository()
			if err != nil {
				return err
			}
			e, err := a.pickForHint(c, top, args)
			if err != nil {
				return err
			}
			if e == nil {
				fmt.Fprintln(a.stdout, allPassed)
				return nil
			}
			if err := a.forbidHelp(top, e); err != nil {
				return err
			}
			write, err := a.nextHint(e, filepath.Join(top, "exercises", e.ID), a.progress(top))
			if err != nil {
				return err
			}
			write(a.stdout, a.style())
			return nil
		},
		ValidArgsFunction: a.completeExercise,
	}
}

// pickForHint finds the exercise that is meant: the one named, else the one
// whose folder this is, else the one that was checked last and has not passed,
// else the first on the path that has not. It is nil when all have passed.
func (a *app) pickForHint(c exercise.Catalogue, top string, args []string) (*exercise.Exercise, error) {
	if e, err := a.named(c, top, args); e != nil || err != nil {
		return e, err
	}
	st, err := a.progress(top).Read()
	if err != nil {
		return nil, err
	}
	if e, err := c.Find(st.Latest()); err == nil { // a newer version may not have it
		return e, nil
	}
	return following(c, st, ""), nil
}

// nextHint counts one more hint as given and returns what writes the hints
// given so far. A pass counts for the code that passed: the folder may hold
// other code by now.
func (a *app) nextHint(e *exercise.Exercise, folder string, store progress.Store) (func(io.Writer, render.Style), error) {
	st, err := store.Read()
	if err != nil {
		return nil, err
	}
	entry := st.Of(e.ID)
	switch hash := hashOf(folder); {
	case entry.Passed == nil || entry.Open != "":
	case hash != entry.Passed.Hash:
		// A starter that was brought back is begun anew: it has the first hints.
		untouched, err := candidate.Untouched(e, hash)
		if err != nil {
			return nil, err
		}
		if untouched {
			break
		}
		return func(w io.Writer, s render.Style) {
			fmt.Fprintf(w, "%s has changed since it passed\n  to see whether it still does: %s\n", e.ID, s.Command("check", e.Number()))
		}, nil
	default:
		return func(w io.Writer, s render.Style) {
			about := ""
			if !e.Bare {
				about = "; what it was about: " + s.Command("solution", e.Number())
			}
			fmt.Fprintf(w, "%s passed every check%s\n", e.ID, about)
		}, nil
	}
	check, ok := hinted(e, entry.Open)
	if !ok {
		return func(w io.Writer, _ render.Style) {
			fmt.Fprintf(w, "there is no hint for %q; its README says what is asked: exercises/%s/README.md\n", entry.Open, e.ID)
		}, nil
	}
	n := 0
	err = store.Update(func(st *progress.State) {
		entry := st.Of(e.ID)
		if entry.Hints == nil {
			entry.Hints = map[string]int{}
		}
		n = min(entry.Hints[check.Name]+1, len(check.Hints))
		entry.Hints[check.Name] = n
	})
	if err != nil {
		return nil, err
	}
	return func(w io.Writer, s render.Style) {
		s.Hints(w, e.ID, check.Name, check.Hints, n, s.Command("hint", e.Number()))
	}, nil
}

// hinted is the check to give hints on: the open one, or the first with hints.
func hinted(e *exercise.Exercise, open string) (exercise.Check, bool) {
	for _, c := range e.Checks {
		if len(c.Hints) > 0 && (open == "" || c.Name == open) {
			return c, true
		}
	}
	return exercise.Check{}, false
}
