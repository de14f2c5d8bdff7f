package filewatch

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// The limit of watchers is reached for real: every instance that the user may
// have is taken.
func TestLimitOfWatchersReached(t *testing.T) {
	var taken []int
	t.Cleanup(func() {
		for _, fd := range taken {
			require.NoError(t, unix.Close(fd))
		}
	})
	for {
		fd, err := unix.InotifyInit1(unix.IN_CLOEXEC)
		if errors.Is(err, unix.EMFILE) {
			break
		}
		require.NoError(t, err)
		taken = append(taken, fd)
		if len(taken) > 20_000 {
			t.Skip("this machine sets no limit that could be reached")
		}
	}
	w := watch(t, Options{Poll: 50 * time.Millisecond})
	require.Contains(t, <-w.problems, "the limit of file watchers")
	w.write("counter.go", "package counter // polled")
	w.saved()
}
