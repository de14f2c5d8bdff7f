package command

import (
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/require"

	"racekata/solutions"
)

// Those who teach, write exercises or hunt in their own code get some lines more.
var longer = map[string]int{"verify": 30, "new": 30, "hunt": 30, "handout": 30, "grade": 30, "package": 30}

// commands are all below root, those of commands too.
func commands(root *cobra.Command) (all []*cobra.Command) {
	for _, cmd := range root.Commands() {
		all = append(append(all, cmd), commands(cmd)...)
	}
	return all
}

func rootCommand() *cobra.Command {
	a := &app{embedded: Embedded{Solutions: solutions.FS}, stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard}
	return a.root()
}

func TestHelpFitsAScreen(t *testing.T) {
	fits := func(t *testing.T, text string, lines int) {
		t.Helper()
		require.LessOrEqual(t, strings.Count(text, "\n"), lines, "lines of:\n%s", text)
		for line := range strings.SplitSeq(text, "\n") {
			require.LessOrEqual(t, utf8.RuneCountInString(line), helpColumns, "columns of: %s", line)
			require.Equal(t, strings.TrimRight(line, " "), line)
			require.NotContains(t, line, "\t")
		}
	}
	for _, args := range [][]string{{}, {"--help"}, {"-h"}, {"help"}} {
		got := run(t, args...)
		require.Equal(t, ExitPassed, got.code)
		fits(t, got.stdout, helpLines)
		require.Empty(t, got.stderr)
	}
	root := rootCommand()
	require.NotEmpty(t, root.Short)
	for _, cmd := range commands(root) {
		words := strings.Fields(cmd.CommandPath())[1:]
		name := strings.Join(words, " ")
		t.Run(name, func(t *testing.T) {
			require.NotEmpty(t, cmd.Short)
			require.NotEmpty(t, cmd.Example)
			require.Contains(t, cmd.Example, program+" "+name)
			got := run(t, append(words, "--help")...)
			require.Equal(t, ExitPassed, got.code)
			lines := helpLines
			if n, ok := longer[words[0]]; ok {
				lines = n
			}
			fits(t, got.stdout, lines)
			require.Contains(t, got.stdout, "Usage: "+program+" "+name)
			require.Contains(t, got.stdout, cmd.Example)
			cmd.Flags().VisitAll(func(f *pflag.Flag) {
				require.NotEmpty(t, f.Usage, f.Name)
				require.Contains(t, got.stdout, "--"+f.Name)
			})
			require.Contains(t, got.stdout, "--no-color")
			require.Equal(t, got, run(t, append([]string{"help"}, words...)...))
		})
	}
}

func TestEveryCommandIsInAGroupAndListed(t *testing.T) {
	root := rootCommand()
	listed := run(t, "--help").stdout
	for _, cmd := range root.Commands() {
		require.True(t, root.ContainsGroup(cmd.GroupID), cmd.Name())
		require.Contains(t, listed, cmd.Name())
	}
	require.Less(t, strings.Index(listed, "  check "), strings.Index(listed, "  list "), "the order of the table, not of the alphabet")
}

// More commands than fit: the groups behind the first are folded, the last one
// first.
func TestRootHelpFolds(t *testing.T) {
	command := func(name string) *cobra.Command { return &cobra.Command{Use: name, Short: "about " + name} }
	help := func(teachers int) string {
		groups := []group{{"Learn", []*cobra.Command{command("one")}}, {"Teach", nil}, {"Machine", []*cobra.Command{command("two"), command("three")}}}
		for range teachers {
			groups[1].commands = append(groups[1].commands, command("more"))
		}
		var b strings.Builder
		writeRootHelp(&b, &cobra.Command{Short: "short", Long: "long"}, groups)
		return b.String()
	}
	require.Contains(t, help(1), "Machine:\n  two         about two\n  three       about three\n")
	require.Contains(t, help(15), "Teach:\n  more        about more\n")
	require.Contains(t, help(15), "Machine: two, three\n")
	require.Contains(t, help(20), "Learn:\n  one         about one\nTeach: more, more")
}

func TestTyposAreAnswered(t *testing.T) {
	for args, want := range map[string]string{
		"chekc":               "unknown command \"chekc\"\n  → did you mean check? all of them: racekata-grader --help",
		"hnit --give-up":      "did you mean hint",
		"xyzzy":               "unknown command \"xyzzy\"\n  → all of them: racekata-grader --help",
		"help chekc":          "did you mean check",
		"check --cpus 3":      "unknown flag: --cpus\n  → did you mean --cpu? all of them: racekata-grader check --help",
		"check -cpu 3":        "did you mean --cpu?",
		"check -cpu=3":        "did you mean --cpu?",
		"check --jsno":        "did you mean --json?",
		"check --xyzzy":       "unknown flag: --xyzzy\n  → all of them: racekata-grader check --help",
		"check --cpu":         "flag needs an argument: --cpu\n  → see racekata-grader check --help",
		"check --cpu many":    "invalid argument",
		"list --no-colour":    "did you mean --no-color?",
		"--no-colour":         "did you mean --no-color?",
		"solution --giveup":   "did you mean --give-up?",
		"completion":          "name it: bash, zsh, fish",
		"completion ksh":      "there is no completion for ksh",
		"completion bash zsh": "completion is for one shell",
	} {
		got := run(t, strings.Fields(args)...)
		require.Equal(t, ExitUsage, got.code, args)
		require.Contains(t, got.stderr, want, args)
		require.Empty(t, got.stdout, args)
	}
}
