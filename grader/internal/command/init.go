package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"racekata/grader/internal/practice"
	"racekata/grader/internal/staging"
)

func (a *app) initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init folder",
		Short: "Lay out a folder to practise in, with every starter",
		Long: `Lay out a folder to practise in, anywhere: every exercise's starter, a Makefile
(make check), settings for editors and a README that says how an evening goes.
The folder must be missing or empty.`,
		Example: "  racekata-grader init ~/racekata\n  cd ~/racekata && make check",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{"init lays out one folder", "name it: " + program + " init ~/racekata"}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.runInit(cmd.Context(), args[0])
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	}
}

func (a *app) runInit(ctx context.Context, dir string) error {
	c, err := a.catalogue()
	if err != nil {
		return err
	}
	if dir == "" {
		return &usageError{"the folder has no name", "name it: " + program + " init ~/racekata"}
	}
	// Without a path of its own the Makefile calls the grader on the PATH.
	grader, err := os.Executable()
	if err != nil {
		grader = ""
	}
	if err := practice.LayOut(ctx, dir, c, grader); err != nil {
		return layOutProblem("init ", dir, err)
	}
	fmt.Fprintf(a.stdout, "%s holds %d exercises; its README.md says how an evening goes\n  Next: cd %s && make check\n", dir, len(c), shellWord(dir))
	return nil
}

// layOutProblem adds the fix to what keeps a folder from being laid out. call is
// the command as it is typed, up to the folder.
func layOutProblem(call, dir string, err error) error {
	another := "name another one: " + program + " " + call + shellWord(filepath.Clean(dir)+"-2")
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, staging.ErrNotEmpty):
		return &usageError{fmt.Sprintf("%s: %v", dir, err), "empty it, or " + another}
	case errors.Is(err, staging.ErrNotFolder):
		return &usageError{fmt.Sprintf("%s: %v", dir, err), another}
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return &usageError{"the disk is full; nothing was laid out", "make room, or name a folder on another disk"}
	}
	var path *os.PathError
	var link *os.LinkError
	if errors.As(err, &path) || errors.As(err, &link) {
		return &usageError{"the folder cannot be laid out: " + err.Error(), "name a folder that you may write: " + program + " " + call + "~/racekata"}
	}
	return err
}
