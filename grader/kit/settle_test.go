package kit_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/runner"
)

func judgeSettle(t *testing.T, s *sample) {
	t.Run("it returns when all are parked", func(t *testing.T) {
		tests := s.names("TestParked")
		var want []string
		for _, name := range tests {
			name = strings.TrimPrefix(name, "Test")
			want = append(want, "began "+name)
			if name == "ParkedForEver" {
				want = append(want, "leak "+name)
			}
			want = append(want, "ended "+name)
		}
		for _, cpu := range everyCPU {
			requireStory(t, s.run(t, cpu, tests...), append(want, "done")...)
		}
	})

	t.Run("it waits for the slow", func(t *testing.T) {
		for _, cpu := range []int{1, 6} {
			var want []string
			for _, name := range s.names("TestSlow") {
				name = strings.TrimPrefix(name, "Test")
				want = append(want, "began "+name, "ended "+name)
			}
			requireStory(t, s.run(t, cpu, s.names("TestSlow")...), append(want, "done")...)
		}
	})

	t.Run("who never rests is busy", func(t *testing.T) {
		who := map[string]string{
			"TestBusySpins":      "_test.spins(",
			"TestBusyYields":     "_test.spinsPolitely(",
			"TestBusyPolls":      "_test.polls(",
			"TestBusyLeftBehind": "_test.polls(",
		}
		require.ElementsMatch(t, s.names("TestBusy"), slices.Collect(maps.Keys(who)))
		s.runAll(t, []int{1, 2}, s.names("TestBusy"), func(test string, res *runner.Result) {
			short := strings.TrimPrefix(test, "Test")
			requireStory(t, res, "began "+short, "busy "+short)
			require.Contains(t, last(t, res).Text, who[test])
			require.Equal(t, 4, res.ExitCode)
		})
	})

	t.Run("it hides no race", func(t *testing.T) {
		for _, name := range s.names("TestRace") {
			for i := range 21 {
				cpu := everyCPU[i%len(everyCPU)]
				res := s.run(t, cpu, name)
				short := strings.TrimPrefix(name, "Test")
				requireStory(t, res, "began "+short, "ended "+short+" failed", "done")
				require.Positive(t, last(t, res).Races)
				require.Contains(t, string(res.RaceLog), "_test."+name)
			}
		}
	})
}
