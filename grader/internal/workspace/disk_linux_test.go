package workspace

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// disk mounts a small disk of its own.
func disk(t *testing.T, options string) string {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		t.Skipf("a small disk cannot be mounted here (it takes root): %v", err)
	}
	t.Cleanup(func() { require.NoError(t, unix.Unmount(dir, 0)) })
	return dir
}

func readOnly(t *testing.T) string {
	t.Helper()
	dir := disk(t, "size=64k")
	require.NoError(t, unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""))
	return dir
}

func requireProblem(t *testing.T, err error, problem, fix string) {
	t.Helper()
	var e *EnvironmentError
	require.ErrorAs(t, err, &e)
	require.Contains(t, e.Problem, problem)
	require.Contains(t, e.Fix, fix)
}

func TestCacheOnAFullDisk(t *testing.T) {
	dir := disk(t, "size=64k")
	_, err := Open(dir, kitFiles(), catalogue(t))
	requireProblem(t, err, "the disk is full", "RACEKATA_CACHE")
	require.ErrorIs(t, err, unix.ENOSPC)
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, left, "half a workspace is of no use")
}

func TestCacheOnAReadOnlyDisk(t *testing.T) {
	dir := readOnly(t)
	_, err := Open(dir, kitFiles(), catalogue(t))
	requireProblem(t, err, "cannot be written", "RACEKATA_CACHE")
}

// One that is there already will do.
func TestWorkspaceOnAReadOnlyDisk(t *testing.T) {
	dir := disk(t, "size=4m")
	w, e := open(t, dir)
	require.NoError(t, unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""))
	again, _ := open(t, dir)
	require.Equal(t, w.Dir, again.Dir)
	b, err := again.build(t, e, map[string]string{"tally.go": tally})
	require.NoError(t, err)
	requireRuns(t, b)
}

func TestBuildOnAFullDisk(t *testing.T) {
	w, e := open(t, t.TempDir())
	// Room for the overlay and the compiled packages, not for the program.
	tmp := disk(t, "size=1m")
	overlay, err := w.Overlay(tmp, "source", e, map[string][]byte{"tally.go": []byte(tally)})
	require.NoError(t, err)
	_, err = w.Build(t.Context(), tmp, overlay, e)
	requireProblem(t, err, "the disk is full", "TMPDIR")

	full := filepath.Join(tmp, "full")
	_ = os.WriteFile(full, make([]byte, 1<<20), 0o644)
	_, err = w.Overlay(tmp, "more", e, map[string][]byte{"tally.go": []byte(tally)})
	requireProblem(t, err, "the disk is full", "TMPDIR")
}

func TestBuildWithAReadOnlyBuildCache(t *testing.T) {
	w, e := open(t, t.TempDir())
	t.Setenv("GOCACHE", filepath.Join(readOnly(t), "go-build"))
	_, err := w.build(t, e, map[string]string{"tally.go": tally})
	requireProblem(t, err, "cannot write its build cache", "GOCACHE")
}
