package schedule_test

import (
	"flag"
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/schedule"
)

var wholeStd = flag.Bool("std", false, "rewrite all of the standard library, not a part")

// TestPositionsInTheStandardLibrary rewrites packages, tests and all, and
// compares node for node.
func TestPositionsInTheStandardLibrary(t *testing.T) {
	part := []string{"sync", "context", "net/rpc", "database/sql", "os/signal", "io", "time"}
	root := filepath.Join(build.Default.GOROOT, "src")
	if *wholeStd {
		part = []string{"."}
	}
	nodes := 0
	for _, dir := range part {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return err
			}
			if d.Name() == "testdata" {
				return fs.SkipDir
			}
			nodes += rewriteFolder(t, path)
			return nil
		})
		require.NoError(t, err)
	}
	require.Greater(t, nodes, 100, "files compared")
}

func rewriteFolder(t *testing.T, dir string) (changed int) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	require.NoError(t, err)
	files := map[string][]byte{}
	for _, path := range paths {
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		files[path] = src
	}
	got, _, err := schedule.Rewrite(files, schedule.Options{Hook: "racekata/grader/kit/hook", Tests: true})
	require.NoError(t, err)
	for path, src := range got {
		requireSame(t, path, files[path], src)
	}
	return len(got)
}
