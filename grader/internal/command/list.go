package command

import (
	"github.com/spf13/cobra"

	"racekata/grader/internal/render"
)

func (a *app) list() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the exercises and how far you are",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := a.catalogue()
			if err != nil {
				return err
			}
			top, err := a.top()
			if err != nil {
				return err
			}
			st, err := a.progress(top).Read()
			if err != nil {
				return err
			}
			var rows []render.Row
			for _, e := range c.Path() {
				entry := st.Of(e.ID)
				rows = append(rows, render.Row{
					ID: e.ID, Title: e.Title, Pillar: e.Pillar, Level: e.Level,
					Points: entry.Points, Max: e.Points(), Attempts: entry.Attempts, Passed: entry.Passed != nil,
				})
			}
			a.style().List(a.stdout, rows)
			return nil
		},
	}
}
