package command

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"racekata/grader/internal/classroom/grading"
	"racekata/grader/internal/classroom/publish"
	"racekata/grader/internal/classroom/results"
)

func (a *app) gradeMerge() *cobra.Command {
	var (
		out      string
		canvasAs []string
	)
	cmd := &cobra.Command{
		Use:   "merge RESULTS ... -o RESULTS",
		Short: "Join the results of the shards of a class",
		Long: `Join the results of the shards of a class: each argument is a folder of results,
or one that holds those of all shards.`,
		Example: "  racekata-grader grade merge results -o all",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return &usageError{"nothing says where the results go", "name a folder with -o"}
			}
			return a.runMerge(args, out, canvasAs)
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", "the folder of results")
	cmd.Flags().StringSliceVar(&canvasAs, "canvas", nil, "as for grade")
	return cmd
}

func (a *app) runMerge(args []string, out string, canvasAs []string) error {
	c, err := a.catalogue()
	if err != nil {
		return err
	}
	canvas, err := canvasColumns(canvasAs, c)
	if err != nil {
		return err
	}
	dirs, err := shardFolders(args)
	if err != nil {
		return err
	}
	var parts []*results.Results
	code := publish.CodeIn(out)
	for _, dir := range dirs {
		r, err := publish.Read(dir)
		switch {
		case err != nil:
			return &usageError{err.Error(), "grade that shard again"}
		case r == nil:
			return &usageError{fmt.Sprintf("%s holds no %s", dir, publish.ResultsName), "its shard did not come to its end: the same grade command carries on"}
		}
		parts = append(parts, r)
		if err := code.CopyFrom(publish.CodeIn(dir), r); err != nil {
			return machineProblem(err)
		}
	}
	all, err := grading.Merge(parts)
	if err != nil {
		return &usageError{err.Error(), "grade what is missing or differs again, with the same command on all shards"}
	}
	if err := a.publish(out, all, publish.Options{Canvas: canvas}); err != nil {
		return err
	}
	a.newGradeScreen(false).summary(all, out)
	return nil
}

// shardFolders are the folders of results that the arguments name: themselves,
// or those of the shards in them.
func shardFolders(args []string) ([]string, error) {
	var dirs []string
	for _, arg := range args {
		inside, err := filepath.Glob(filepath.Join(escapeGlob(arg), "shard-*-of-*"))
		if err != nil {
			return nil, fmt.Errorf("look for shards in %s: %w", arg, err)
		}
		if len(inside) == 0 {
			inside = []string{arg}
		}
		dirs = append(dirs, inside...)
	}
	slices.Sort(dirs)
	return slices.Compact(dirs), nil
}

// escapeGlob quotes what is special to filepath.Glob.
func escapeGlob(path string) string {
	var b []rune
	for _, r := range path {
		if r == '*' || r == '?' || r == '[' || r == '\\' {
			b = append(b, '\\')
		}
		b = append(b, r)
	}
	return string(b)
}
