package plan

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCPUs(t *testing.T) {
	for cores, want := range map[int][]int{
		1:  {1, 2, 3},
		2:  {1, 2, 6},
		3:  {1, 2, 3, 9},
		8:  {1, 2, 8, 24},
		64: {1, 2, 64, 192},
	} {
		require.Equal(t, want, CPUs(cores), "%d cores", cores)
	}
}

func TestPlainCoversEveryValueInEveryRound(t *testing.T) {
	p := Plain([]int{1, 2, 6}, 2)
	require.Equal(t, Plan{
		{Number: 1, CPU: 1}, {Number: 2, CPU: 2}, {Number: 3, CPU: 6},
		{Number: 4, CPU: 1}, {Number: 5, CPU: 2}, {Number: 6, CPU: 6},
	}, p)
}
