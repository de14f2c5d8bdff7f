package main

import (
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/results"
	"racekata/solutions"
)

// place is a learner's repository with the grader beside it.
type place struct {
	t             testing.TB
	dir, tmp      string
	grader, cache string
}

func newPlace(t testing.TB) *place {
	t.Helper()
	base := t.TempDir()
	p := &place{
		t: t, dir: filepath.Join(base, "racekata"), tmp: filepath.Join(base, "tmp"),
		grader: filepath.Join(base, "racekata-grader"), cache: filepath.Join(base, "cache"),
	}
	for _, dir := range []string{p.dir, p.tmp, p.cache} {
		require.NoError(t, os.Mkdir(dir, 0o755))
	}
	out, err := exec.Command("go", "build", "-buildvcs=false", "-o", p.grader, ".").CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.NoError(t, layOutRepository(p.dir))
	return p
}

func (p *place) path(parts ...string) string {
	return filepath.Join(append([]string{p.dir}, parts...)...)
}

func (p *place) save(name string, content []byte) {
	p.t.Helper()
	require.NoError(p.t, os.WriteFile(p.path(name), content, 0o644))
}

// reference is the file of the reference solution.
func (p *place) reference(id, name string) []byte {
	p.t.Helper()
	b, err := fs.ReadFile(solutions.FS, id+"/"+name)
	require.NoError(p.t, err)
	return b
}

// grade runs the grader as a teacher does, with a home of its own, and returns
// the results.
func (p *place) grade(class, out string, args ...string) (*results.Results, string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), 15*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, p.grader, append([]string{"grade", class, "-o", out}, args...)...)
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(), "RACEKATA_CACHE="+p.cache, "TMPDIR="+p.tmp, "NO_COLOR=1")
	said, err := cmd.CombinedOutput()
	require.NoError(p.t, err, "%s", said)
	f, err := os.Open(filepath.Join(out, "results.json"))
	require.NoError(p.t, err)
	defer f.Close()
	r, err := results.Read(f)
	require.NoError(p.t, err)
	return r, string(said)
}

// class writes a class's folder: files by path.
func (p *place) class(files map[string]string) string {
	p.t.Helper()
	dir := filepath.Join(p.t.TempDir(), "class")
	for name, text := range files {
		path := filepath.Join(dir, name)
		require.NoError(p.t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(p.t, os.WriteFile(path, []byte(text), 0o644))
	}
	return dir
}

// left fails the test when a process or a temporary file is still there.
func (p *place) left() {
	p.t.Helper()
	out, err := exec.Command("pgrep", "-fa", regexp.QuoteMeta(p.tmp)).Output()
	require.Error(p.t, err, "processes were left:\n%s", out)
	entries, err := os.ReadDir(p.tmp)
	require.NoError(p.t, err)
	require.Empty(p.t, entries, "temporary files were left")
}
