package practice

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func TestOnAFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("a small disk cannot be mounted here (it takes root): %v", err)
	}
	t.Cleanup(func() { require.NoError(t, unix.Unmount(disk, 0)) })
	for _, dir := range []string{disk, filepath.Join(disk, "a", "b")} {
		require.ErrorIs(t, LayOut(t.Context(), dir, catalogue(t), ""), unix.ENOSPC)
		left, err := os.ReadDir(disk)
		require.NoError(t, err)
		require.Empty(t, left)
	}
}
