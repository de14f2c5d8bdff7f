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
	"PATH", "HOME", "USER", "LANG", "LC_ALL", "XDG_CACHE_HOME",
	"GOROOT", "GOCACHE", "GOPATH", "CC", "DEVELOPER_DIR", "SDKROOT",
}

// environment is what the go command sees. tmp is where it, and the C compiler
// that it calls, put their temporary files, so that they go with ours if they
// are killed.
func environment(tmp string) []string {
	var env []string
	for _, name := range kept {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return append(env,
		"GOENV=off", "GOWORK=off", "GOFLAGS=", "GO111MODULE=on",
		"GOTOOLCHAIN=local", "GOPROXY=off", "GOTMPDIR="+tmp, "TMPDIR="+tmp,
		// The tools live for half a second; a tenth of that went into collecting
		// garbage.
		"GOGC=400",
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
	// said is the first line with one of the phrases.
	said := func(phrases ...string) string {
		for line := range strings.Lines(output) {
			for _, p := range phrases {
				if strings.Contains(line, p) {
					return strings.TrimSpace(line)
				}
			}
		}
		return ""
	}
	const free = "free some space (`go clean -cache` frees the build cache), or set GOCACHE and TMPDIR to folders on another disk"
	const again = "install Go again from https://go.dev/dl"
	if line := said("requires go >= ", "invalid go version"); line != "" {
		return &EnvironmentError{Problem: "this Go is too old: " + line, Fix: "install Go " + goVersion + " or newer from https://go.dev/dl"}
	}
	if line := said("-race is not supported", "-race is only supported"); line != "" {
		return &EnvironmentError{Problem: "the race detector does not run on this machine: " + line, Fix: "use a 64-bit Linux or macOS machine (amd64 or arm64)"}
	}
	if line := said("no space left on device", "disk quota exceeded"); line != "" {
		return &EnvironmentError{Problem: "the disk is full: " + line, Fix: free}
	}
	if line := said("creating work dir"); line != "" {
		return &EnvironmentError{Problem: "the go command cannot write its temporary files: " + line, Fix: "set TMPDIR to a folder that may be written"}
	}
	if line := said("build cache is required", "build cache is disabled", "failed to initialize build cache", "GOCACHE is not defined", "read-only file system", "permission denied"); line != "" {
		return &EnvironmentError{Problem: "the go command cannot write its build cache: " + line, Fix: "set GOCACHE to a folder that may be written"}
	}
	// runtime/cgo is the one package that is compiled from C. Its compiler's
	// messages, in whatever language, follow the line that names it.
	line := said("-race requires cgo", "C compiler", "cgo: ", "cc1", "xcrun: error")
	if _, after, ok := strings.Cut(output, "# runtime/cgo\n"); ok && line == "" {
		line = firstLine(after)
	}
	if line != "" {
		fix := "install one (Debian and Ubuntu: apt install gcc libc6-dev; Fedora: dnf install gcc)"
		if runtime.GOOS == "darwin" {
			fix = "install the command line tools: xcode-select --install"
		}
		return &EnvironmentError{Problem: "the race detector needs a C compiler and none works here: " + line, Fix: fix}
	}
	if line := said("cannot find GOROOT", "no such tool"); line != "" {
		return &EnvironmentError{Problem: "this Go installation is not complete: " + line, Fix: again}
	}
	// With a full disk under an empty build cache the go command misses its
	// own packages, too.
	if line := said("is not in std"); line != "" {
		return &EnvironmentError{Problem: "the go command does not find its standard library: " + line, Fix: again + "; if the disk is full, " + free}
	}
	return nil
}

// firstLine is the first line that is not the heading of a package.
func firstLine(s string) string {
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "# ") {
			return line
		}
	}
	return strings.TrimSpace(s)
}

// TemporaryProblem explains an error with the folder for temporary files.
func TemporaryProblem(err error) error {
	e := cacheProblem(os.TempDir(), err).(*EnvironmentError)
	e.Fix = "set TMPDIR to a folder that may be written, has some space, and from which programs may be run"
	return e
}
