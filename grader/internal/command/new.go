package command

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"racekata/grader/internal/scaffold"
)

func (a *app) new() *cobra.Command {
	return &cobra.Command{
		Use:     "new id",
		Short:   "Lay out the two folders of a new exercise",
		Example: "  racekata-grader new 115_hit_list",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			top, err := a.top()
			if err != nil {
				return err
			}
			id := args[0]
			err = scaffold.New(top, id)
			switch {
			case errors.Is(err, scaffold.ErrName):
				return &usageError{fmt.Sprintf("%q is no id", id), err.Error()}
			case errors.Is(err, scaffold.ErrExists):
				return &usageError{err.Error(), "choose another number or name"}
			case err != nil:
				return err
			}
			fmt.Fprintf(a.stdout, "exercises/%s and solutions/%s are laid out\n  Next: write them; %s says what is missing\n", id, id, a.style().Command("verify", id[:3]))
			return nil
		},
	}
}
