package progress

import (
	"bytes"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// disk mounts a small disk with a progress file on it.
func disk(t *testing.T) Store {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("a small disk cannot be mounted here (it takes root): %v", err)
	}
	t.Cleanup(func() { require.NoError(t, unix.Unmount(dir, 0)) })
	s := At(dir, func(warning string) { t.Error(warning) })
	_, err := s.News(map[string]string{"a": "1"})
	require.NoError(t, err)
	return s
}

func requireUntouched(t *testing.T, s Store, before []byte, cause error, fix string) {
	t.Helper()
	err := s.Update(func(st *State) { st.Of("a").Attempts++ })
	require.ErrorIs(t, err, cause)
	var file *FileError
	require.ErrorAs(t, err, &file)
	require.Contains(t, file.Fix(), fix)
	n, err := s.News(map[string]string{"a": "2"})
	require.ErrorIs(t, err, cause)
	require.Equal(t, "changed since you were here: a", n.String(), "it is told all the same")
	_, err = s.KeepState(time.Unix(0, 0))
	require.ErrorIs(t, err, cause)
	_, err = s.Keep("a", t.TempDir(), time.Unix(0, 0))
	if cause == unix.EROFS {
		require.ErrorIs(t, err, cause)
	}
	after, err := os.ReadFile(s.path())
	require.NoError(t, err)
	require.Equal(t, before, after)
}

func TestOnAReadOnlyDisk(t *testing.T) {
	s := disk(t)
	before, err := os.ReadFile(s.path())
	require.NoError(t, err)
	mounted := s.Dir[:len(s.Dir)-len("/.racekata")]
	require.NoError(t, unix.Mount("", mounted, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""))
	requireUntouched(t, s, before, unix.EROFS, "be read and written")
}

func TestOnAFullDisk(t *testing.T) {
	s := disk(t)
	before, err := os.ReadFile(s.path())
	require.NoError(t, err)
	_ = os.WriteFile(s.Dir+"/full", bytes.Repeat([]byte{1}, 1<<20), 0o644)
	requireUntouched(t, s, before, unix.ENOSPC, "make room")
}

func TestADamagedFileThatCannotBeSetAside(t *testing.T) {
	s := disk(t)
	require.NoError(t, os.WriteFile(s.path(), []byte("{"), 0o644))
	mounted := s.Dir[:len(s.Dir)-len("/.racekata")]
	require.NoError(t, unix.Mount("", mounted, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""))
	_, err := s.Read()
	require.ErrorAs(t, err, new(*FileError))
	_, err = s.News(map[string]string{"a": "2"})
	require.ErrorIs(t, err, unix.EROFS)
}
