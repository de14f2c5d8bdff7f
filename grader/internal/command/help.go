package command

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Help fits a screen, so that nobody has to scroll back for the beginning.
const (
	helpLines   = 24
	helpColumns = 80
	helpName    = 10 // columns of a command's name, at least
)

// group is some of the commands, under a title.
type group struct {
	title    string
	commands []*cobra.Command
}

// addGroups adds the commands by group, and help itself to the last one.
func (a *app) addGroups(root *cobra.Command, groups []group) {
	last := &groups[len(groups)-1]
	help := a.help()
	last.commands = append(last.commands, help)
	root.SetHelpCommand(help)
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
		for _, cmd := range g.commands {
			cmd.GroupID = g.title
			root.AddCommand(cmd)
		}
	}
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		if cmd.HasParent() {
			writeHelp(a.stdout, cmd)
		} else {
			writeRootHelp(a.stdout, cmd, groups)
		}
	})
	root.SetFlagErrorFunc(flagProblem)
	root.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return nil
	}
	root.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
}

func (a *app) help() *cobra.Command {
	return &cobra.Command{
		Use:     "help [command]",
		Short:   "What a command does, its flags and an example",
		Example: "  racekata-grader help check",
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return unknownCommand(cmd.Root(), rest[0])
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, c := range cmd.Root().Commands() {
				if len(args) == 0 && c.IsAvailableCommand() {
					names = append(names, cobra.CompletionWithDesc(c.Name(), c.Short))
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// writeHelp is the help of one command.
func writeHelp(w io.Writer, cmd *cobra.Command) {
	about := cmd.Long
	if about == "" {
		about = cmd.Short
	}
	fmt.Fprintf(w, "Usage: %s\n\n%s\n", cmd.UseLine(), about)
	if cmd.HasAvailableSubCommands() {
		fmt.Fprint(w, "\nFurther:\n")
		for _, c := range cmd.Commands() {
			fmt.Fprintf(w, "  %-*s  %s\n", helpName, c.Name(), c.Short)
		}
	}
	if cmd.Example != "" {
		fmt.Fprintf(w, "\nExamples:\n%s\n", cmd.Example)
	}
	fmt.Fprintf(w, "\nFlags:\n%s", allFlags(cmd).FlagUsages())
}

// allFlags is the command's own flags and those of the root.
func allFlags(cmd *cobra.Command) *pflag.FlagSet {
	all := pflag.NewFlagSet(cmd.Name(), pflag.ContinueOnError)
	all.AddFlagSet(cmd.LocalFlags())
	all.AddFlagSet(cmd.InheritedFlags())
	return all
}

// writeRootHelp lists the commands by group, in the order in which they were
// added. When they do not fit the screen, the groups behind the first are
// listed by name only, the last one first.
func writeRootHelp(w io.Writer, root *cobra.Command, groups []group) {
	for short := range len(groups) {
		var b strings.Builder
		fmt.Fprintf(&b, "%s.\n\n", root.Short)
		for i, g := range groups {
			g.write(&b, i >= len(groups)-short)
		}
		fmt.Fprintf(&b, "\n%s\n", root.Long)
		if strings.Count(b.String(), "\n") <= helpLines || short == len(groups)-1 {
			fmt.Fprint(w, b.String())
			return
		}
	}
}

func (g group) write(w io.Writer, namesOnly bool) {
	var names []string
	width := 0
	for _, cmd := range g.commands {
		names = append(names, cmd.Name())
		width = max(width, len(cmd.Name()), helpName)
	}
	if namesOnly {
		fmt.Fprintf(w, "%s: %s\n", g.title, strings.Join(names, ", "))
		return
	}
	fmt.Fprintf(w, "%s:\n", g.title)
	for _, cmd := range g.commands {
		fmt.Fprintf(w, "  %-*s  %s\n", width, cmd.Name(), cmd.Short)
	}
}

// flagProblem answers a flag that a command does not know with the nearest
// ones, and -cpu, as the go command has it, with --cpu.
func flagProblem(cmd *cobra.Command, err error) error {
	if words := cmd.Flags().Args(); !cmd.HasParent() && len(words) > 0 {
		return unknownCommand(cmd, words[0]) // whose flag it was meant to be
	}
	help := cmd.CommandPath() + " --help"
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return &usageError{err.Error(), "see " + help}
	}
	typed := unknown.GetSpecifiedName()
	if letters := unknown.GetSpecifiedShortnames(); letters != "" {
		typed, _, _ = strings.Cut(letters, "=")
	}
	var flags []string
	allFlags(cmd).VisitAll(func(f *pflag.Flag) { flags = append(flags, f.Name) })
	near := nearest(typed, flags)
	if len(near) == 0 {
		return &usageError{err.Error(), "all of them: " + help}
	}
	return &usageError{err.Error(), "did you mean --" + strings.Join(near, " or --") + "? all of them: " + help}
}

func unknownCommand(root *cobra.Command, typed string) error {
	var names []string
	for _, cmd := range root.Commands() {
		if cmd.IsAvailableCommand() {
			names = append(names, cmd.Name())
		}
	}
	fix := "all of them: " + program + " --help"
	if near := nearest(typed, names); len(near) > 0 {
		fix = "did you mean " + strings.Join(near, " or ") + "? " + fix
	}
	return &usageError{fmt.Sprintf("unknown command %q", typed), fix}
}

// nearest returns the names that differ from the typed one in up to two
// letters, or that it is the beginning of. The rule is cobra's own for
// commands.
func nearest(typed string, names []string) []string {
	known := &cobra.Command{SuggestionsMinimumDistance: 2}
	for _, name := range names {
		known.AddCommand(&cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}})
	}
	return known.SuggestionsFor(typed)
}
