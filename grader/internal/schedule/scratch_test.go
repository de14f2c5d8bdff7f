package schedule_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/schedule"
)

// scratch is a module of its own, with a copy of the hook package, in which
// rewritten code is compiled and run.
type scratch struct {
	dir string
}

const hookPath = "scratch/hook"

// newScratch makes a module named scratch whose go.mod says the given version.
func newScratch(t *testing.T, goVersion string) scratch {
	t.Helper()
	s := scratch{dir: t.TempDir()}
	s.write(t, "go.mod", "module scratch\n\ngo "+goVersion+"\n")
	sources, err := filepath.Glob("../../kit/hook/*.go")
	require.NoError(t, err)
	require.NotEmpty(t, sources)
	for _, path := range sources {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		s.write(t, "hook/"+filepath.Base(path), string(src))
	}
	return s
}

func (s scratch) write(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join(s.dir, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}

// rewrite hooks into the Go files of a folder, in place.
func (s scratch) rewrite(t *testing.T, folder string, o schedule.Options) []schedule.Site {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(s.dir, folder, "*.go"))
	require.NoError(t, err)
	files := map[string][]byte{}
	for _, path := range paths {
		files[path], err = os.ReadFile(path)
		require.NoError(t, err)
	}
	o.Hook = hookPath
	changed, sites, err := schedule.Rewrite(files, o)
	require.NoError(t, err)
	for path, text := range changed {
		require.NoError(t, os.WriteFile(path, text, 0o644))
	}
	return sites
}

// build compiles the tests of a folder with the race detector.
func (s scratch) build(t *testing.T, folder string) (binary string) {
	t.Helper()
	binary = filepath.Join(s.dir, strings.ReplaceAll(folder, "/", "_")+".test")
	out, err := s.command(t, "", "go", "test", "-c", "-race", "-vet=off", "-o", binary, "./"+folder).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return binary
}

// command is a command in the scratch module under a schedule.
func (s scratch) command(t *testing.T, profile string, name string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off", "GORACE=atexit_sleep_ms=0", "RACEKATA_SCHEDULE="+profile)
	return cmd
}
