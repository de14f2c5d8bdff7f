// Package laid reads what was laid out, for tests.
package laid

import (
	"io/fs"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// Out is every file below a folder, by its path with slashes.
func Out(t testing.TB, dir string) map[string]string {
	t.Helper()
	return Files(t, os.DirFS(dir))
}

// Files is every file of a file system, by its path.
func Files(t testing.TB, fsys fs.FS) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, name)
		all[name] = string(b)
		return err
	}))
	return all
}
