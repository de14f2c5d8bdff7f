package kit_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func judgeLeaks(t *testing.T, s *sample) {
	t.Run("a leak is found once and charged to the test that made it", func(t *testing.T) {
		for _, cpu := range everyCPU {
			res := s.run(t, cpu, "TestLeavesNothing", "TestLeaks", "TestLeaksTwo", "TestLeavesNothingEither")
			requireStory(t, res,
				"began LeavesNothing", "ended LeavesNothing",
				"began Leaks", "leak Leaks", "ended Leaks",
				"began LeaksTwo", "leak LeaksTwo", "ended LeaksTwo",
				"began LeavesNothingEither", "ended LeavesNothingEither", "done")
			require.Equal(t, 1, res.ExitCode)
			require.Equal(t, []int{1, 0}, leaked(res.Events[3].Text))
			require.Equal(t, []int{0, 2}, leaked(res.Events[6].Text))
		}
	})

	t.Run("a test that fails is not asked, and the next is not charged", func(t *testing.T) {
		requireStory(t, s.run(t, 2, "TestFailsAndLeaks", "TestEndsInCleanUp"),
			"began FailsAndLeaks", "failed FailsAndLeaks: wrong", "ended FailsAndLeaks failed",
			"began EndsInCleanUp", "ended EndsInCleanUp", "done")
	})

	t.Run("slow to end is no leak", func(t *testing.T) {
		tests := append(s.names("TestStill"), "TestEndsWithTheContext", "TestEndsInCleanUp", "TestLeavesATimer", "TestBubbleLeavesNothing")
		for _, cpu := range everyCPU {
			var want []string
			for _, name := range tests {
				name = strings.TrimPrefix(name, "Test")
				want = append(want, "began "+name, "ended "+name)
			}
			res := s.run(t, cpu, tests...)
			requireStory(t, res, append(want, "done")...)
			require.Zero(t, res.ExitCode)
		}
	})
}

// leaked counts the stacks in a leak's text of those who wait and of those who
// lock for ever.
func leaked(text string) []int {
	return []int{
		strings.Count(text, "_test.waitsForEver("),
		strings.Count(text, "_test.locksForEver("),
	}
}
