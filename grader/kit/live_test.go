package kit_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/runner"
)

// judgeLive: the watch kills nobody who lives. The programs mostly wait, so
// that many may run at once.
func judgeLive(t *testing.T, s *sample) {
	require.GreaterOrEqual(t, len(s.tests), 10)
	s.runAll(t, everyCPU, s.tests, func(test string, res *runner.Result) {
		short := strings.TrimPrefix(test, "Test")
		want := []string{"began " + short, "ended " + short, "done"}
		if test == "TestBesideALeak" {
			want = []string{"began " + short, "leak " + short, "ended " + short, "done"}
		}
		requireStory(t, res, want...)
		require.Greater(t, res.Took, 600*time.Millisecond, "%s at -cpu %d gave the watch no time to err", test, res.Run.CPU)
	})
}
