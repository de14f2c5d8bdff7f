package submission

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOne(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "submission")
	require.NoError(t, os.MkdirAll(filepath.Join(folder, "101_counter"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "101_counter", "counter.go"), []byte(counter), 0o644))
	lone := filepath.Join(dir, "lone")
	require.NoError(t, os.MkdirAll(lone, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(lone, "counter.go"), []byte(counter), 0o644))
	archive := filepath.Join(dir, "hw.zip")
	require.NoError(t, os.WriteFile(archive, zipOf(t, item{name: "101_counter/counter.go", text: counter}), 0o644))
	link := filepath.Join(dir, "link")
	require.NoError(t, os.Symlink(folder, link))
	for _, p := range []string{folder, lone, archive, link} {
		s, err := One(t.Context(), p, "ada", small(), Options{})
		require.NoError(t, err)
		require.Equal(t, "ada", s.Key)
		require.Empty(t, s.Problem)
		require.Empty(t, s.Exercises[0].Why, p)
		require.Equal(t, "exercises/101_counter/counter.go", s.Exercises[0].Candidate.Files[0].Path)
		require.NotEmpty(t, s.Exercises[1].Why)
	}
	empty := filepath.Join(dir, "empty")
	require.NoError(t, os.Mkdir(empty, 0o755))
	s, err := One(t.Context(), empty, "ada", small(), Options{})
	require.NoError(t, err)
	require.Contains(t, s.Problem, "empty")
	_, err = One(t.Context(), filepath.Join(dir, "missing"), "ada", small(), Options{})
	require.ErrorContains(t, err, "read the submission")
}
