package command

import "github.com/spf13/cobra"

// completeExercise offers the ids for the shell's completion.
func (a *app) completeExercise(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	c, err := a.catalogue()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var ids []string
	for _, e := range c.Path() {
		ids = append(ids, cobra.CompletionWithDesc(e.ID, e.Title))
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}
