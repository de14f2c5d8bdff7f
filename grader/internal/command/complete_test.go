package command

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/explain"
	"racekata/grader/kit/hook"
)

// offers is what a shell is told for a line that ends in the last word.
func offers(t *testing.T, line ...string) (words []string, directive string) {
	t.Helper()
	got := run(t, append([]string{"__complete"}, line...)...)
	require.Equal(t, ExitPassed, got.code, got.stderr)
	for l := range strings.Lines(got.stdout) {
		l = strings.TrimSpace(l)
		if strings.HasPrefix(l, ":") {
			return words, l
		}
		word, _, _ := strings.Cut(l, "\t")
		words = append(words, word)
	}
	t.Fatalf("no directive in %q", got.stdout)
	return nil, ""
}

const noFiles = ":4"

func TestCompletion(t *testing.T) {
	var profiles, topics []string
	for _, p := range hook.Profiles() {
		profiles = append(profiles, p.Name)
	}
	for _, topic := range explain.Topics() {
		topics = append(topics, topic.Name)
	}
	for _, c := range []struct {
		line []string
		want []string
	}{
		{[]string{"check", "--profile", ""}, profiles},
		{[]string{"hunt", "--profile", ""}, profiles},
		{[]string{"explain", ""}, topics},
		{[]string{"completion", ""}, []string{"bash", "zsh", "fish"}},
		{[]string{"check", "--cpu", ""}, nil},
		{[]string{"check", "101", ""}, nil},
		{[]string{"list", ""}, nil},
	} {
		words, directive := offers(t, c.line...)
		require.ElementsMatch(t, c.want, words, c.line)
		require.Equal(t, noFiles, directive, c.line)
	}
	for _, name := range []string{"check", "hint", "solution", "reset", "verify"} {
		words, directive := offers(t, name, "")
		require.Contains(t, words, "101_counter", name)
		require.Equal(t, noFiles, directive)
	}
	words, _ := offers(t, "verify", "101", "")
	require.Contains(t, words, "102_log_line", "verify takes more than one")
	_, directive := offers(t, "init", "")
	require.Equal(t, ":16", directive, "folders only")
	words, _ = offers(t, "help", "")
	require.Contains(t, words, "check")
	words, _ = offers(t, "")
	require.Contains(t, words, "completion")
	words, _ = offers(t, "check", "--")
	require.Contains(t, words, "--profile")
}

// A flag of that name, in whichever command, is completed.
func TestPillarsAreCompletedWhereTheyAreAsked(t *testing.T) {
	root, cmd := &cobra.Command{Use: "root"}, &cobra.Command{Use: "asks"}
	cmd.Flags().String("pillar", "", "")
	cmd.Flags().String("into", "", "")
	root.AddCommand(cmd)
	completeFlags(root)
	offer, ok := cmd.GetFlagCompletionFunc("pillar")
	require.True(t, ok)
	words, directive := offer(cmd, nil, "")
	require.Equal(t, exercise.Pillars, words)
	require.Equal(t, cobra.ShellCompDirectiveNoFileComp, directive)
	_, ok = cmd.GetFlagCompletionFunc("into")
	require.False(t, ok, "it may name a file")
}
