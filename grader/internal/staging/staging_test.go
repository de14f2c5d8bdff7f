package staging

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// Something of the same name appeared meanwhile: what was moved already goes,
// what appeared stays.
func TestMovingIntoAFolderIsAllOrNothing(t *testing.T) {
	draft, dir := t.TempDir(), t.TempDir()
	for _, name := range []string{"a", "b", "c", "last"} {
		require.NoError(t, os.WriteFile(filepath.Join(draft, name), nil, 0o644))
	}
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "c", "mine"), 0o755))
	require.Error(t, moveInto(draft, dir, "last"))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 1)
	require.DirExists(t, filepath.Join(dir, "c", "mine"))
}

// Several that fill one folder at the same time: one of them does, whole.
func TestOneOfManyFillsIt(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "a", "b")
	var (
		wg     sync.WaitGroup
		mu     sync.Mutex
		filled int
	)
	for range 8 {
		wg.Go(func() {
			err := Fill(dir, "", func(draft string) error {
				return os.WriteFile(filepath.Join(draft, "file"), []byte("whole"), 0o644)
			})
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				filled++
			}
		})
	}
	wg.Wait()
	require.Equal(t, 1, filled)
	entries, err := os.ReadDir(filepath.Dir(dir))
	require.NoError(t, err)
	require.Len(t, entries, 1, "no draft is left")
	b, err := os.ReadFile(filepath.Join(dir, "file"))
	require.NoError(t, err)
	require.Equal(t, "whole", string(b))
}

// What others put there meanwhile stays when our own work fails.
func TestUndoRemovesOurOwnOnly(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "a", "b", "c")
	theirs := filepath.Join(parent, "a", "theirs")
	require.Error(t, Fill(dir, "", func(string) error {
		require.NoError(t, os.WriteFile(theirs, nil, 0o644))
		return os.ErrInvalid
	}))
	require.FileExists(t, theirs)
	require.NoDirExists(t, filepath.Join(parent, "a", "b"))
}
