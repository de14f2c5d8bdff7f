package kit_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func judgeHelp(t *testing.T, s *sample) {
	for _, cpu := range everyCPU {
		res := s.run(t, cpu, "TestTogetherEndsWithARace", "TestGoGoesOn", "TestTogetherAfterwards")
		requireStory(t, res,
			"began TogetherEndsWithARace", "ended TogetherEndsWithARace failed",
			"began GoGoesOn", "failed GoGoesOn: reached", "ended GoGoesOn failed",
			"began TogetherAfterwards", "failed TogetherAfterwards: reached", "ended TogetherAfterwards failed", "done")
		require.Positive(t, res.Events[1].Races)
	}
	requireStory(t, s.run(t, 2, "TestTogetherStopsCounting"), "began TogetherStopsCounting", "ended TogetherStopsCounting failed", "done")
}
