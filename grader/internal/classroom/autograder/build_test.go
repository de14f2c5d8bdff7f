package autograder

import (
	"debug/elf"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// repository is the top of this one.
func repository(t *testing.T) string {
	t.Helper()
	here, err := os.Getwd()
	require.NoError(t, err)
	top, ok := Source(here)
	require.True(t, ok)
	return top
}

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
