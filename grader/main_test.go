package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"racekata/grader/internal/sandbox"
	"racekata/solutions"
)

// The commands, end to end: each script of testdata/script runs the grader in
// a folder of its own. The scripts share one cache folder, as one user's
// checks would.
func TestMain(m *testing.M) {
	sandbox.Enter() // as main does
	testscript.Main(m, map[string]func(){"racekata-grader": main})
}

func TestScripts(t *testing.T) {
	cache := t.TempDir()
	goCache := os.Getenv("GOCACHE")
	if goCache == "" {
		if dir, err := os.UserCacheDir(); err == nil {
			goCache = dir + "/go-build"
		}
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			// testscript gives scripts a HOME that does not exist; the go
			// command finds its build cache through this.
			e.Setenv("GOCACHE", goCache)
			// For scripts that take everything else off the PATH.
			bin, _, _ := strings.Cut(e.Getenv("PATH"), string(filepath.ListSeparator))
			e.Setenv("GRADER_BIN", bin)
			goCommand, err := exec.LookPath("go")
			if err != nil {
				return err
			}
			if err := os.Mkdir(filepath.Join(e.WorkDir, "only_go"), 0o755); err != nil {
				return err
			}
			if err := os.Symlink(goCommand, filepath.Join(e.WorkDir, "only_go", "go")); err != nil {
				return err
			}
			e.Setenv("RACEKATA_CACHE", cache)
			e.Setenv("NO_COLOR", "1")
			return layOutRepository(e.WorkDir)
		},
	})
}

// layOutRepository makes what a learner has cloned: a module with the
// starters of all exercises.
func layOutRepository(dir string) error {
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module racekata\n\ngo 1.26\n"), 0o644); err != nil {
		return err
	}
	folders, err := fs.Glob(solutions.FS, "*/testdata/starter")
	if err != nil {
		return err
	}
	for _, folder := range folders {
		id, _, _ := strings.Cut(folder, "/")
		starter, err := fs.Sub(solutions.FS, folder)
		if err != nil {
			return err
		}
		if err := os.CopyFS(filepath.Join(dir, "exercises", id), starter); err != nil {
			return err
		}
	}
	return nil
}
