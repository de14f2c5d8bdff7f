package autograder

import (
	"debug/elf"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBuild(t *testing.T) {
	top := repository(t)
	for arch, machine := range map[string]elf.Machine{"amd64": elf.EM_X86_64, "arm64": elf.EM_AARCH64} {
		out := filepath.Join(t.TempDir(), "grader")
		require.NoError(t, Build(t.Context(), top, arch, out))
		f, err := elf.Open(out)
		require.NoError(t, err)
		require.Equal(t, machine, f.Machine)
		libraries, err := f.ImportedLibraries()
		require.NoError(t, err)
		require.Empty(t, libraries, "it runs wherever Linux does")
		require.NoError(t, f.Close())
		b, err := os.ReadFile(out)
		require.NoError(t, err)
		require.NotContains(t, string(b), top, "no path of the machine that built it")
	}
}

// The answers are in the repository, so a grader that holds one is noticed.
func TestAnAnswerIsNoticed(t *testing.T) {
	top := repository(t)
	for _, name := range []string{"101_counter/counter.go", "101_counter/README.md", "101_counter/testdata/wrong/lock_made_in_each_call.go"} {
		answer, err := os.ReadFile(filepath.Join(top, "solutions", filepath.FromSlash(name)))
		require.NoError(t, err)
		binary := filepath.Join(t.TempDir(), "grader")
		require.NoError(t, os.WriteFile(binary, append([]byte("\x00x"), answer...), 0o644))
		require.ErrorIs(t, checkBare(top, binary), ErrNotBare)
	}
}

func TestSource(t *testing.T) {
	top := repository(t)
	found, ok := Source(filepath.Join(top, "grader", "internal"))
	require.True(t, ok)
	require.Equal(t, top, found)
	handout := t.TempDir() // has the module's name and no grader
	require.NoError(t, os.WriteFile(filepath.Join(handout, "go.mod"), []byte("module racekata\n\ngo 1.26\n"), 0o644))
	_, ok = Source(handout)
	require.False(t, ok)
}
