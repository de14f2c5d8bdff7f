package kit_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"racekata/grader/internal/runner"
)

// stuckWithin is how soon a stuck program must be found: about half a second
// on a machine that has nothing else to do.
const stuckWithin = 2 * time.Second

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
			within := stuckWithin
			if test == "TestStoppedElsewhere" {
				// The runtime clears a stopped timer away when its processor
				// next runs something. An idle one keeps it till it is due,
				// 8 s here, and so long the program looks alive.
				within = 10 * time.Second
			}
			assert.Less(t, res.Took, within, "%s at -cpu %d", test, res.Run.CPU)
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
