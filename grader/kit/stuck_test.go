package kit_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/runner"
)

func judgeStuck(t *testing.T, s *sample) {
	t.Run("found", func(t *testing.T) {
		alive := []string{"TestOnlyLeaks", "TestTicks", "TestSpins"}
		tests := slices.DeleteFunc(slices.Clone(s.tests), func(name string) bool { return slices.Contains(alive, name) })
		var slowest time.Duration
		s.runAll(t, everyCPU, tests, func(test string, res *runner.Result) {
			short := strings.TrimPrefix(test, "Test")
			requireStory(t, res, "began "+short, "stuck "+short)
			require.Contains(t, last(t, res).Text, "_test."+test)
			require.Equal(t, 3, res.ExitCode)
			require.Empty(t, res.Limit)
			// "stuck" means that the watch was faster than the run's limit, in
			// time that the process had to itself; how long it took on the
			// wall is told and not judged. The longest is
			// TestStoppedElsewhere: the runtime clears a stopped timer away
			// when its processor next runs something, and an idle one keeps it
			// until it is due, 8 s here.
			slowest = max(slowest, res.Took)
		})
		t.Logf("the slowest was found after %v", slowest)
	})

	t.Run("a rendezvous says who was missing", func(t *testing.T) {
		text := last(t, s.run(t, 2, "TestRendezvous")).Text
		require.True(t, strings.HasPrefix(text, "only 3 of 64 computations were inside at once\n\ngoroutine "), "%s", text)
		// One that was met says nothing.
		require.True(t, strings.HasPrefix(last(t, s.run(t, 2, "TestLockOrder")).Text, "\ngoroutine "))
	})

	t.Run("a leak is not stuck", func(t *testing.T) {
		requireStory(t, s.run(t, 2, "TestOnlyLeaks"), "began OnlyLeaks", "leak OnlyLeaks", "ended OnlyLeaks", "done")
	})

	t.Run("at the run's limit the stacks are kept", func(t *testing.T) {
		limits := runner.Default
		limits.Time = 1500 * time.Millisecond
		for test, who := range map[string]string{"TestTicks": "_test.ticksForEver(", "TestSpins": "_test.spinsForEver("} {
			for _, cpu := range []int{1, 2} {
				res := s.runWithin(t, limits, cpu, test)
				short := strings.TrimPrefix(test, "Test")
				requireStory(t, res, "began "+short, "time "+short)
				require.Contains(t, last(t, res).Text, who)
				require.Equal(t, 5, res.ExitCode)
				require.Empty(t, res.Limit, "the kit ends the run before the runner does")
			}
		}
	})
}
