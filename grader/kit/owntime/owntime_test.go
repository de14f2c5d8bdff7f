package owntime

import (
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestShare(t *testing.T) {
	const s = time.Second
	for _, c := range []struct {
		name              string
		wall, ran, waited time.Duration
		want              time.Duration
	}{
		{"one that runs, nothing else to do", 10 * s, 10 * s, 0, 10 * s},
		{"one that sleeps", 10 * s, 0, 0, 10 * s},
		{"one that gets every second slice", 10 * s, 5 * s, 5 * s, 5 * s},
		{"one that sleeps and then has to wait", 10 * s, s, 3 * s, 7 * s},
		{"six threads that fill two cores", 10 * s, 20 * s, 40 * s, 10 * s},
		{"six threads that get a tenth of a core", 10 * s, s, 59 * s, s / 2},
		{"two threads that get half of two cores", 10 * s, 10 * s, 10 * s, 5 * s},
		{"a kernel that counts a little more than the wall", 10 * s, 21 * s, 0, 10 * s},
	} {
		require.Equal(t, c.want, share(c.wall, c.ran, c.waited, 2), c.name)
	}
}

// The kernel's figures for this process are sound: it has run, and can hardly
// have run longer than all cores were there.
func TestOf(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux counts what threads wait for a processor")
	}
	ran, waited, ok := schedstat(os.Getpid())
	require.True(t, ok)
	require.Positive(t, ran)
	require.GreaterOrEqual(t, waited, time.Duration(0))
	require.LessOrEqual(t, Of(os.Getpid(), time.Hour), time.Hour)
	require.Greater(t, Of(os.Getpid(), time.Hour), 50*time.Minute, "it has not waited for that long")
	require.Equal(t, time.Hour, Of(1<<30, time.Hour), "there is no such process")
}
