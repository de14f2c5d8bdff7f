package kit_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/runner"
)

func judgeBubble(t *testing.T, s *sample) {
	t.Run("an hour in a moment", func(t *testing.T) {
		for _, cpu := range everyCPU {
			res := s.run(t, cpu, "TestHour", "TestCentury")
			requireStory(t, res, "began Hour", "ended Hour", "began Century", "ended Century", "done")
		}
	})

	t.Run("time goes on while somebody waits for a lock", func(t *testing.T) {
		for _, cpu := range everyCPU {
			for range 20 {
				requireStory(t, s.run(t, cpu, "TestLocks", "TestLockThatATimerOpens"),
					"began Locks", "ended Locks", "began LockThatATimerOpens", "ended LockThatATimerOpens", "done")
			}
		}
	})

	t.Run("pools", func(t *testing.T) {
		for _, cpu := range everyCPU {
			requireStory(t, s.run(t, cpu, "TestPools"), "began Pools", "ended Pools", "done")
		}
	})

	t.Run("failures and races are told", func(t *testing.T) {
		requireStory(t, s.run(t, 2, "TestFails"), "began Fails", "failed Fails: inside", "failed Fails: no further", "ended Fails failed", "done")
		res := s.run(t, 2, "TestRaces")
		requireStory(t, res, "began Races", "ended Races failed", "done")
		require.Positive(t, res.Events[1].Races)
	})

	t.Run("a panic is a panic", func(t *testing.T) {
		res := s.run(t, 2, "TestPanics")
		require.Equal(t, 2, res.ExitCode)
		require.Contains(t, string(res.Stderr), "boom")
		require.NotContains(t, story(res), "done")
	})

	t.Run("stuck", func(t *testing.T) {
		s.runAll(t, everyCPU, s.names("TestStuck"), func(test string, res *runner.Result) {
			short := strings.TrimPrefix(test, "Test")
			requireStory(t, res, "began "+short, "stuck "+short)
			require.Contains(t, last(t, res).Text, "synctest bubble")
		})
		require.Contains(t, last(t, s.run(t, 2, "TestStuckRendezvous")).Text, "only 2 of 3 workers were inside at once\n")
		require.Contains(t, last(t, s.run(t, 2, "TestStuckAll")).Text, "_test.waitsForEver(")
	})

	t.Run("a spinner is busy", func(t *testing.T) {
		s.runAll(t, []int{1, 6}, s.names("TestBusy"), func(test string, res *runner.Result) {
			short := strings.TrimPrefix(test, "Test")
			requireStory(t, res, "began "+short, "busy "+short)
			require.Contains(t, last(t, res).Text, "_test.spins(")
			require.Equal(t, 4, res.ExitCode)
		})
	})
}
