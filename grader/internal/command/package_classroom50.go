package command

import (
	"context"

	"github.com/spf13/cobra"

	"racekata/grader/internal/staging"
)

func (a *app) packageClassroom50() *cobra.Command {
	var f packageFlags
	cmd := &cobra.Command{
		Use:   "classroom50 -o FOLDER",
		Short: "A folder for Classroom 50",
		Long: `Make the folder CLASSROOM/autograders/ASSIGNMENT for Classroom 50: autograder.py
and what it needs beside it.`,
		Example: "  racekata-grader package classroom50 -o cs/autograders/week1 --exercises 101",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.runPackageClassroom50(cmd.Context(), f) },
	}
	f.add(cmd, "the folder, missing or empty", "amd64")
	return cmd
}

func (a *app) runPackageClassroom50(ctx context.Context, f packageFlags) error {
	d, err := a.draft(ctx, f)
	if err != nil {
		return err
	}
	err = staging.Fill(f.out, "autograder.py", func(dir string) error {
		return a.withGraders(ctx, d, func() error {
			files, err := d.Classroom50()
			if err != nil {
				return err
			}
			return files.Lay(dir)
		})
	})
	if err != nil {
		return packageProblem(f.out, err)
	}
	a.made(d, "put it in place; its README.md says how")
	return nil
}
