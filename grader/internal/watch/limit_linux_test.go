package watch

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"racekata/grader/internal/tmux"
)

// With every file watcher of the user taken, the screen says so once, and saves
// are noticed all the same.
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
	d := start(t, tmux.Options{Width: 160, Height: 24})
	d.Wait("the limit of file watchers", "saves are looked for every 1s instead")
	d.save(0, "without events")
	d.Wait("verdict on: without events")
	d.ends(0, "q")
}
