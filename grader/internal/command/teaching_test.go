package command

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/course"
	"racekata/grader/internal/exercise"
	"racekata/solutions"
)

// teaching is the guide for teachers.
func teaching(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/teaching.md")
	require.NoError(t, err)
	return string(text)
}

func TestTheCourseHasEveryExerciseOnce(t *testing.T) {
	c, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	rows := regexp.MustCompile(`(?m)^\| [1-8] \| .*$`).FindAllString(teaching(t), -1)
	require.Len(t, rows, 8)
	seen := map[string]int{}
	for _, id := range regexp.MustCompile("`([1-4][0-9]{2}_[a-z_]+)`").FindAllStringSubmatch(strings.Join(rows, "\n"), -1) {
		seen[id[1]]++
	}
	for _, e := range c {
		require.Equal(t, 1, seen[e.ID], e.ID)
		delete(seen, e.ID)
	}
	require.Empty(t, seen)
}

// Every command that the guide has can be typed: it is there, with its flags.
func TestTheCommandsOfTheGuideAreThere(t *testing.T) {
	root := rootCommand()
	calls := 0
	for _, line := range strings.Split(teaching(t), "\n") {
		typed, ok := strings.CutPrefix(line, program+" ")
		if !ok {
			continue
		}
		typed, _, _ = strings.Cut(typed, " > ")
		words := strings.Fields(typed)
		cmd, rest, err := root.Find(words)
		require.NoError(t, err, line)
		require.NotEqual(t, root, cmd, line)
		require.NoError(t, cmd.ParseFlags(rest), line)
		calls++
	}
	require.Greater(t, calls, 8)

	// What is named in the text is a flag of some command of the classroom.
	flags := map[string]bool{}
	var all func(cmd *cobra.Command)
	all = func(cmd *cobra.Command) {
		for _, sub := range cmd.Commands() {
			all(sub)
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) { flags["--"+f.Name] = true })
	}
	for _, name := range []string{"handout", "grade", "package"} {
		cmd, _, err := root.Find([]string{name})
		require.NoError(t, err)
		all(cmd)
	}
	for _, named := range regexp.MustCompile("[` ](--[a-z-]+)").FindAllStringSubmatch(teaching(t), -1) {
		require.True(t, flags[named[1]], named[1])
	}
}

// The course file of the guide is read as it stands.
func TestTheCourseFileOfTheGuide(t *testing.T) {
	c, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	_, text, ok := strings.Cut(teaching(t), "```toml\n")
	require.True(t, ok)
	text, _, _ = strings.Cut(text, "```")
	co, err := course.Read(strings.NewReader(text), c)
	require.NoError(t, err)
	require.Len(t, co.Exercises, 7)
	require.Len(t, co.Teams, 1)
}
