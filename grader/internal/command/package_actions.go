package command

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"racekata/grader/internal/classroom/autograder"
	"racekata/grader/internal/staging"
)

func (a *app) packageActions() *cobra.Command {
	var f packageFlags
	var o autograder.Actions
	var upload string
	cmd := &cobra.Command{
		Use:   "actions -o REPOSITORY",
		Short: "A workflow for the repository that students get",
		Long: `Add a workflow for GitHub Actions to the repository that students get: .github/
with the grader, or, with --grader-url, the address that it is fetched from.`,
		Example: `  racekata-grader package actions -o template --exercises 101,104
  racekata-grader package actions -o repo --grader-url https://cs.example.edu/x`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runPackageActions(cmd.Context(), f, o, upload) },
	}
	f.add(cmd, "the repository's folder, there or not", "amd64")
	cmd.Flags().StringVar(&o.URL, "grader-url", "", "fetch the grader from this address")
	cmd.Flags().StringVar(&upload, "upload", "", "with --grader-url: the folder for what is to be put\nthere; REPOSITORY-upload unless named")
	return cmd
}

func (a *app) runPackageActions(ctx context.Context, f packageFlags, o autograder.Actions, upload string) error {
	if o.URL != "" {
		if err := autograder.CheckURL(o.URL); err != nil {
			return &usageError{"--grader-url: " + err.Error(), "write --grader-url https://cs.example.edu/racekata"}
		}
	} else if upload != "" {
		return &usageError{"--upload is for what is fetched later", "name the address too: --grader-url https://…"}
	}
	d, err := a.draft(ctx, f)
	if err != nil {
		return err
	}
	if d.source == "" && !d.bare {
		return &usageError{"this grader holds the published answers, and students get the repository", "run package inside racekata's repository: it builds a grader without them"}
	}
	if o.URL != "" && upload == "" {
		abs, err := filepath.Abs(f.out)
		if err != nil {
			return err
		}
		upload = abs + "-upload"
	}
	for _, name := range []string{autograder.ActionsFolder, autograder.ActionsWorkflow} {
		path := filepath.Join(f.out, name)
		if _, err := os.Lstat(path); err == nil {
			return &usageError{path + " is there already", "remove " + autograder.ActionsFolder + " and " + autograder.ActionsWorkflow + ", or name another folder"}
		}
	}
	next := "push it; " + autograder.ActionsFolder + "/README.md says more"
	err = a.withGraders(ctx, d, func() error {
		files, err := d.Actions(o)
		if err != nil {
			return err
		}
		if o.URL != "" {
			if err := staging.Fill(upload, "", d.Upload().Lay); err != nil {
				return packageProblem(upload, err)
			}
			next = "put what is in " + relative(upload) + " to " + strings.TrimRight(o.URL, "/") + "/, then push"
		}
		return files.Lay(f.out)
	})
	if err != nil {
		return packageProblem(f.out, err)
	}
	a.made(d, next)
	return nil
}
