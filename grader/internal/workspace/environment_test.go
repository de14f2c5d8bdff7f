package workspace

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
)

// The recordings are in testdata/tools, the commands in its README.
func TestToolProblem(t *testing.T) {
	want := map[string]struct{ problem, fix string }{
		"too_old":                  {"this Go is too old: go: go.mod requires go >= 1.99", "install Go 1.26 or newer"},
		"no_compiler":              {"the race detector needs a C compiler and none works here: go: -race requires cgo", "install"},
		"compiler_missing":         {`the race detector needs a C compiler and none works here: cgo: C compiler "gcc" not found`, "install"},
		"compiler_without_headers": {"the race detector needs a C compiler and none works here: cgo-builtin-prolog:1:10: fatal error: stddef.h", "install"},
		"compiler_broken":          {"the race detector needs a C compiler and none works here: gcc: fatal error: cannot execute", "install"},
		"race_unsupported":         {"the race detector does not run on this machine: -race is not supported on linux/386", "64-bit"},
		"cache_nowhere":            {"the go command cannot write its build cache: build cache is required", "set GOCACHE"},
		"cache_is_a_file":          {"the go command cannot write its build cache: failed to initialize", "set GOCACHE"},
		"cache_relative":           {"the go command cannot write its build cache: build cache is required", "set GOCACHE"},
		"cache_off":                {"the go command cannot write its build cache: build cache is disabled by GOCACHE=off", "set GOCACHE"},
		"cache_read_only":          {"the go command cannot write its build cache: failed to initialize", "set GOCACHE"},
		"cache_full":               {"the go command does not find its standard library: ", "if the disk is full, free some space"},
		"tmp_read_only":            {"the go command cannot write its temporary files: go: creating work dir", "set TMPDIR"},
		"tmp_missing":              {"the go command cannot write its temporary files: go: creating work dir", "set TMPDIR"},
		"tmp_full":                 {"the disk is full: compile: writing output: ", "free some space"},
		"output_full":              {"the disk is full: ", "free some space"},
		"goroot_missing":           {"this Go installation is not complete: go: cannot find GOROOT directory", "install Go again"},
		"goroot_empty":             {`this Go installation is not complete: go: no such tool "vet"`, "install Go again"},
	}
	files, err := filepath.Glob("testdata/tools/*.txt")
	require.NoError(t, err)
	require.Len(t, files, len(want))
	e := &exercise.Exercise{ID: "101_counter"}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		out, err := os.ReadFile(file)
		require.NoError(t, err)
		require.False(t, aboutCandidate(string(out), e), name)
		var problem *EnvironmentError
		require.ErrorAs(t, toolProblem(string(out)), &problem, name)
		require.Contains(t, problem.Problem, want[name].problem, name)
		require.Contains(t, problem.Fix, want[name].fix, name)
		require.NotContains(t, problem.Problem, "\n", name)
		require.Equal(t, problem.Problem+"; "+problem.Fix, problem.Error())
	}
	require.NoError(t, toolProblem("something else\nfailed"))
	require.NoError(t, toolProblem(""))
}

// Whatever words the candidate has the compiler quote, it is the candidate's.
func TestAboutCandidate(t *testing.T) {
	e := &exercise.Exercise{ID: "101_counter"}
	for out, want := range map[string]bool{
		"# racekata/exercises/101_counter\nexercises/101_counter/counter.go:3:8: package no space left on device is not in std": true,
		"./exercises/101_counter/counter.go:3:8: permission denied":                                                             true,
		"found packages counter (counter.go) and extra (extra.go) in /w/exercises/101_counter":                                  true,
		"# racekata/exercises/101_counter\ncompile: out of memory":                                                              false,
		"exercises/102_log_line/log.go:3:8: syntax error":                                                                       false,
		"": false,
	} {
		require.Equal(t, want, aboutCandidate(out, e), "%s", out)
	}
}

func TestEnvironmentIsCleaned(t *testing.T) {
	for name, value := range map[string]string{
		"GOFLAGS": "-mod=mod", "GOWORK": "/garbage", "CGO_ENABLED": "0", "GOEXPERIMENT": "garbage", "GOTOOLCHAIN": "go1.0",
		"GOOS": "plan9", "GOARCH": "garbage", "GODEBUG": "asynctimerchan=1", "CGO_CFLAGS": "-garbage", "GO111MODULE": "off",
		"GOGC": "garbage", "GOPROXY": "http://localhost:1", "GOENV": "/garbage", "GOTMPDIR": "/garbage", "GORACE": "garbage", "SECRET": "garbage",
	} {
		t.Setenv(name, value)
	}
	t.Setenv("CC", "my-cc")
	seen := map[string]string{}
	for _, line := range environment("/tmp/ours") {
		name, value, _ := strings.Cut(line, "=")
		require.NotContains(t, seen, name, "set twice")
		seen[name] = value
	}
	for name, want := range map[string]string{
		"GOENV": "off", "GOWORK": "off", "GOFLAGS": "", "GO111MODULE": "on", "GOTOOLCHAIN": "local", "GOPROXY": "off",
		"GOTMPDIR": "/tmp/ours", "CC": "my-cc", "GOGC": "400", "PATH": os.Getenv("PATH"),
	} {
		require.Equal(t, want, seen[name], name)
	}
	for _, name := range []string{"CGO_ENABLED", "GOEXPERIMENT", "GOOS", "GOARCH", "GODEBUG", "CGO_CFLAGS", "GORACE", "SECRET"} {
		require.NotContains(t, seen, name)
	}
}

func TestCacheProblem(t *testing.T) {
	for _, c := range []struct {
		err          error
		problem, fix string
	}{
		{syscall.ENOSPC, "the disk is full: ", "free some space"},
		{syscall.EDQUOT, "the disk is full: ", "free some space"},
		{syscall.EROFS, "the folder /c cannot be written: ", "set RACEKATA_CACHE"},
		{syscall.EACCES, "the folder /c cannot be written: ", "set RACEKATA_CACHE"},
		{syscall.EPERM, "the folder /c cannot be written: ", "set RACEKATA_CACHE"},
		{syscall.ENOTDIR, "the folder /c cannot be used: ", "set RACEKATA_CACHE"},
	} {
		err := cacheProblem("/c", &fs.PathError{Op: "mkdir", Path: "/c", Err: c.err})
		var problem *EnvironmentError
		require.ErrorAs(t, err, &problem)
		require.ErrorIs(t, err, c.err)
		require.Contains(t, problem.Problem, c.problem)
		require.Contains(t, problem.Fix, c.fix)

		require.ErrorAs(t, TemporaryProblem(c.err), &problem)
		require.Contains(t, problem.Fix, "TMPDIR")
	}
}

func TestCacheDir(t *testing.T) {
	t.Setenv("RACEKATA_CACHE", "relative/cache")
	dir, err := CacheDir()
	require.NoError(t, err)
	wd, err := os.Getwd()
	require.NoError(t, err)
	require.Equal(t, filepath.Join(wd, "relative/cache"), dir)

	t.Setenv("RACEKATA_CACHE", "")
	t.Setenv("HOME", "/home/me")
	t.Setenv("XDG_CACHE_HOME", "")
	dir, err = CacheDir()
	require.NoError(t, err)
	require.Equal(t, "racekata", filepath.Base(dir))
	require.True(t, strings.HasPrefix(dir, "/home/me/"))

	t.Setenv("HOME", "")
	_, err = CacheDir()
	require.True(t, errors.As(err, new(*EnvironmentError)), "%v", err)
}
