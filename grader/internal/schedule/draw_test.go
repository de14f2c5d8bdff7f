package schedule_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/plan"
	"racekata/grader/internal/schedule"
	"racekata/grader/kit/hook"
)

func TestDrawIsReproducible(t *testing.T) {
	short := schedule.Draw(7, 10, []int{1, 2, 6})
	long := schedule.Draw(7, 40, []int{1, 2, 6})
	require.Equal(t, short, long[:10])
	require.NotEqual(t, short, schedule.Draw(8, 10, []int{1, 2, 6}))
}

func TestDrawDealsEveryProfileAndProcessor(t *testing.T) {
	profiles := len(hook.Profiles())
	for seed := range uint64(50) {
		runs := schedule.Draw(seed, 2*profiles, []int{1, 2, 6})
		byProfile, byCPU, seeds := map[string]int{}, map[int]int{}, map[uint64]bool{}
		for i, run := range runs {
			require.Equal(t, i+1, run.Number)
			byProfile[run.Profile]++
			byCPU[run.CPU]++
			if run.Profile == "none" {
				require.Zero(t, run.Seed)
				continue
			}
			require.False(t, seeds[run.Seed], "two runs share the seed %d", run.Seed)
			seeds[run.Seed] = true
		}
		for _, p := range hook.Profiles() {
			require.Equal(t, 2, byProfile[p.Name], p.Name)
		}
		require.Equal(t, map[int]int{1: 4, 2: 4, 6: 4}, byCPU)
	}
}

func TestEnvironment(t *testing.T) {
	require.Equal(t, "RACEKATA_SCHEDULE=none", schedule.Environment(plan.Run{}))
	require.Equal(t, "RACEKATA_SCHEDULE=none", schedule.Environment(plan.Run{Profile: "none"}))
	require.Equal(t, "RACEKATA_SCHEDULE=pauses:42", schedule.Environment(plan.Run{Profile: "pauses", Seed: 42}))
}
