package command

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/explain"
)

// Who works with make, and has no grader on the PATH, is shown nothing that
// cannot be typed.
func TestTheCommandsOfATopic(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Setenv("RACEKATA_MAKE", "1")
	for _, topic := range explain.Topics() {
		got := run(t, "explain", topic.Name)
		require.Equal(t, ExitPassed, got.code, got.stderr)
		require.NotContains(t, got.stdout, program+" ", topic.Name)
	}
	require.Contains(t, run(t, "explain", "stuck").stdout, "See also: make explain TOPIC=goroutine-dump.\n")
	self, err := os.Executable()
	require.NoError(t, err)
	require.Regexp(t, regexp.QuoteMeta(shellWord(self))+`\s+hunt\s+\./\.\.\.`, run(t, "explain", "schedules").stdout)

	t.Setenv("RACEKATA_MAKE", "")
	require.Contains(t, run(t, "explain", "stuck").stdout, "See also: racekata-grader explain goroutine-dump.\n")
}

// A grader that is on the PATH is called by its name.
func TestTheCommandsOfATopicWithTheGraderOnThePath(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(dir+"/"+program, nil, 0o755))
	t.Setenv("PATH", dir)
	require.Regexp(t, program+`\s+hunt\s+\./\.\.\.`, run(t, "explain", "schedules").stdout)
}
