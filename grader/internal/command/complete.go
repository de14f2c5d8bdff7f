package command

import (
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"racekata/grader/internal/exercise"
	"racekata/grader/kit/hook"
)

// completeExercise offers the ids for the shell's completion, to a command that
// takes one more.
func (a *app) completeExercise(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	c, err := a.catalogue()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var ids []string
	for _, e := range c.Path() {
		if takes(cmd, append(args, e.ID)) {
			ids = append(ids, cobra.CompletionWithDesc(e.ID, e.Title))
		}
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

// takes tells whether a command can be given these arguments.
func takes(cmd *cobra.Command, args []string) bool {
	return cmd.Args == nil || cmd.Args(cmd, args) == nil
}

// completeFlags offers the values of flags that have only some, whichever
// command has them, and keeps the shell from offering files where none is
// meant.
func completeFlags(root *cobra.Command) {
	fixed := map[string]cobra.CompletionFunc{
		"profile": profiles,
		"pillar":  cobra.FixedCompletions(exercise.Pillars, cobra.ShellCompDirectiveNoFileComp),
	}
	for _, cmd := range root.Commands() {
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			complete := fixed[f.Name]
			if complete == nil && slices.Contains([]string{"int", "uint64", "duration"}, f.Value.Type()) {
				complete = cobra.NoFileCompletions
			}
			if complete != nil {
				// It fails where a command has registered its own, which
				// then stands.
				_ = cmd.RegisterFlagCompletionFunc(f.Name, complete)
			}
		})
		if cmd.ValidArgsFunction == nil && cmd.ValidArgs == nil && !takes(cmd, []string{"file"}) {
			cmd.ValidArgsFunction = cobra.NoFileCompletions
		}
	}
}

func profiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, p := range hook.Profiles() {
		names = append(names, cobra.CompletionWithDesc(p.Name, p.About))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
