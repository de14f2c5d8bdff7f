package command

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"racekata/grader/internal/exercise"
)

func (a *app) solution() *cobra.Command {
	var giveUp bool
	cmd := &cobra.Command{
		Use:     "solution [exercise]",
		Short:   "The reference solution and the debrief, once you have passed",
		Example: "  racekata-grader solution 101\n  racekata-grader solution 101 --give-up",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, top, err := a.repository()
			if err != nil {
				return err
			}
			e, err := a.pick(c, top, args)
			if err != nil {
				return err
			}
			if e.Bare {
				return exercise.ErrLeftOut
			}
			if err := a.forbidHelp(top, e); err != nil {
				return err
			}
			st, err := a.progress(top).Read()
			if err != nil {
				return err
			}
			if st.Of(e.ID).Passed == nil && !giveUp {
				return &usageError{e.ID + " has not passed yet", "one more hint: " + a.style().Command("hint", e.Number()) +
					"; to see the solution all the same: " + program + " solution " + e.Number() + " --give-up (GIVE_UP=1 with make)"}
			}
			return writeSolution(a.stdout, e)
		},
		ValidArgsFunction: a.completeExercise,
	}
	cmd.Flags().BoolVar(&giveUp, "give-up", false, "show it without having passed")
	return cmd
}

// writeSolution writes the reference and the debrief.
func writeSolution(w io.Writer, e *exercise.Exercise) error {
	files, err := e.Reference()
	if err != nil {
		return err
	}
	debrief, err := e.Debrief()
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(w, "// solutions/%s/%s\n\n%s\n", e.ID, name, bytes.TrimRight(files[name], "\n"))
	}
	fmt.Fprintf(w, "\n%s\n", bytes.TrimRight(debrief, "\n"))
	return nil
}
