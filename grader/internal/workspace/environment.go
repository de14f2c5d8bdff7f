package workspace

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
)

// EnvironmentError is a problem of the machine, not of the candidate: the
// command ends with the exit code for usage or environment.
type EnvironmentError struct {
	Problem string // one sentence, lower case, no full stop
	Fix     string // what to do about it
	Err     error  // the cause, where there is one
}

func (e *EnvironmentError) Error() string { return e.Problem + "; " + e.Fix }

func (e *EnvironmentError) Unwrap() error { return e.Err }

// kept are the variables of the user's environment that a build may see. All
// others, GOFLAGS and CGO_ENABLED above all, would let the machine's settings
// decide a verdict.
var kept = []string{
	"PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "XDG_CACHE_HOME",
	"GOROOT", "GOCACHE", "GOPATH", "CC", "DEVELOPER_DIR", "SDKROOT",
}

// environment is what the go command sees. tmp is where it puts its own
// temporary files, so that they go with ours if it is killed.
func environment(tmp string) []string {
	var env []string
	for _, name := range kept {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return append(env,
		"GOENV=off", "GOWORK=off", "GOFLAGS=", "GO111MODULE=on",
		"GOTOOLCHAIN=local", "GOPROXY=off", "GOTMPDIR="+tmp,
	)
}

// cacheProblem explains an error with the cache folder or a temporary one.
func cacheProblem(dir string, err error) error {
	e := &EnvironmentError{Err: err}
	switch {
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		e.Problem = fmt.Sprintf("the disk is full: %v", err)
		e.Fix = "free some space (`go clean -cache` frees the build cache), or set RACEKATA_CACHE and TMPDIR to folders on another disk"
	case errors.Is(err, os.ErrPermission) || errors.Is(err, syscall.EROFS):
		e.Problem = fmt.Sprintf("the folder %s cannot be written: %v", dir, err)
		e.Fix = "set RACEKATA_CACHE to a folder that may be written"
	default:
		e.Problem = fmt.Sprintf("the folder %s cannot be used: %v", dir, err)
		e.Fix = "set RACEKATA_CACHE to a folder that may be written"
	}
	return e
}

// toolProblem recognises output of the go command that is about the machine;
// it returns nil when the output is about the candidate.
func toolProblem(output string) error {
	has := func(s string) bool { return strings.Contains(output, s) }
	switch {
	case has("requires go >= ") || has("invalid go version"):
		return &EnvironmentError{Problem: "this Go is too old: " + firstLine(output), Fix: "install Go " + goVersion + " or newer from https://go.dev/dl"}
	case has("-race requires cgo") || has("C compiler") && has("not found") || has("cgo: cannot") || has("cc1: "):
		fix := "install one (Debian and Ubuntu: apt install gcc libc6-dev; Fedora: dnf install gcc)"
		if runtime.GOOS == "darwin" {
			fix = "install the command line tools: xcode-select --install"
		}
		return &EnvironmentError{Problem: "the race detector needs a C compiler and none works here: " + firstLine(output), Fix: fix}
	case has("-race is not supported") || has("-race is only supported"):
		return &EnvironmentError{Problem: "the race detector does not run on this machine: " + firstLine(output), Fix: "use a 64-bit Linux or macOS machine (amd64 or arm64)"}
	case has("no space left on device") || has("disk quota exceeded"):
		return &EnvironmentError{Problem: "the disk is full: " + firstLine(output), Fix: "free some space (`go clean -cache` frees the build cache), or set GOCACHE and TMPDIR to folders on another disk"}
	case has("build cache is required") || has("failed to initialize build cache") || has("GOCACHE is not defined") || has("read-only file system") || has("permission denied"):
		return &EnvironmentError{Problem: "the go command cannot write its build cache: " + firstLine(output), Fix: "set GOCACHE to a folder that may be written"}
	case has("is not in std") && has("package testing") || has("cannot find GOROOT"):
		return &EnvironmentError{Problem: "this Go installation is not complete: " + firstLine(output), Fix: "install Go again from https://go.dev/dl"}
	}
	return nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

// TemporaryProblem explains an error with the folder for temporary files.
func TemporaryProblem(err error) error {
	e := cacheProblem(os.TempDir(), err).(*EnvironmentError)
	e.Fix = "set TMPDIR to a folder that may be written and has some space"
	return e
}
