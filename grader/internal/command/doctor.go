package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"racekata/grader/internal/doctor"
	"racekata/grader/internal/render"
)

func (a *app) doctor() *cobra.Command {
	return &cobra.Command{
		Use:     "doctor",
		Short:   "What this machine lacks, and how to get it",
		Example: "  racekata-grader doctor",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			line := render.NewStatus(a.stderr, a.styleFor(a.stderr))
			line.Show("looking; the first build with the race detector takes about a minute", true)
			items := doctor.Examine(cmd.Context())
			// Who was handed a grader has no class to grade.
			if c, err := a.catalogue(); err != nil || !c.Bare() {
				items = append(items, doctor.Grading(cmd.Context())...)
			}
			line.Clear()
			if err := cmd.Context().Err(); err != nil {
				return err
			}
			bad := 0
			for _, i := range items {
				a.style().Item(a.stdout, i.OK, i.What, i.Fix)
				if !i.OK {
					bad++
				}
			}
			if bad > 0 {
				return codeError(ExitUsage)
			}
			fmt.Fprintln(a.stdout, "\n  all is there")
			return nil
		},
	}
}
