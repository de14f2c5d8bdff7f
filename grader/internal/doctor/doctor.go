// Package doctor looks at the machine and says what is missing for the grader
// to work, each with its fix.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"go/version"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"racekata/grader/internal/plan"
	"racekata/grader/internal/proc"
	"racekata/grader/internal/sandbox"
	"racekata/grader/internal/workspace"
)

// Item is one thing looked at.
type Item struct {
	OK   bool
	What string // what was found
	Fix  string // what to do, when it is not OK
}

// Oldest is the oldest Go that works.
const Oldest = "go1.26"

// racy is a program with a race that the detector must see. The detector misses
// one now and then whose two sides happen in the very same moment; these take
// turns, by a flag that it does not see.
const racy = `package main

import "runtime"

var turn bool

//go:norace
func pass() { turn = true }

//go:norace
func passed() bool { return turn }

func main() {
	n, done := 0, make(chan bool)
	go func() { n++; pass(); done <- true }()
	for !passed() {
		runtime.Gosched()
	}
	n++
	<-done
	println(n)
}
`

// Examine looks at what everybody needs. The first build with the race detector
// takes a minute.
func Examine(ctx context.Context) []Item {
	items, haveGo := goCommand(ctx)
	if runtime.GOOS != "darwin" {
		items = append(items, compiler(ctx))
	}
	if haveGo {
		items = append(items, detector(ctx))
	}
	cores := plan.Cores()
	return append(items,
		Item{OK: true, What: fmt.Sprintf("%d cores: tests run at -cpu %s", cores, strings.Trim(fmt.Sprint(plan.CPUs(cores)), "[]"))},
		cacheFolder(),
		temporaryFolder(),
	)
}

// Grading says what submissions are kept from on this machine, which is of use
// to those who grade. Learners do without, so nothing of it is wrong.
func Grading(ctx context.Context) []Item {
	r := sandbox.Probe(ctx).Report()
	if r.Whole() {
		return []Item{{OK: true, What: "grade: the sandbox for submissions is whole"}}
	}
	var items []Item
	for _, m := range r.Missing {
		items = append(items, Item{OK: true, What: "grade: the sandbox for submissions is not whole. " + m})
	}
	return items
}

func goCommand(ctx context.Context) ([]Item, bool) {
	path, err := exec.LookPath("go")
	if err != nil {
		return []Item{{What: "the go command was not found on the PATH", Fix: "install Go 1.26 or newer from https://go.dev/dl and put its bin folder on your PATH"}}, false
	}
	out, err := run(ctx, "", "go", "env", "GOVERSION")
	v := strings.TrimSpace(out)
	if err != nil {
		return []Item{{What: "the go command does not work: " + lastLine(out, err), Fix: "install Go again from https://go.dev/dl"}}, false
	}
	if version.IsValid(v) && version.Compare(v, Oldest) < 0 {
		return []Item{{What: path + " is " + v + ", which is too old", Fix: "install Go 1.26 or newer from https://go.dev/dl"}}, false
	}
	return []Item{{OK: true, What: path + ", " + v}}, true
}

func compiler(ctx context.Context) Item {
	fix := "install one (Debian and Ubuntu: apt install gcc libc6-dev; Fedora: dnf install gcc)"
	name := os.Getenv("CC")
	if name == "" {
		for _, n := range []string{"gcc", "clang", "cc"} {
			if _, err := exec.LookPath(n); err == nil {
				name = n
				break
			}
		}
	}
	if name == "" {
		return Item{What: "no C compiler was found; the race detector needs one", Fix: fix}
	}
	fields := strings.Fields(name)
	out, err := run(ctx, "", fields[0], append(fields[1:], "--version")...)
	if err != nil {
		return Item{What: "the C compiler " + name + " does not work: " + lastLine(out, err), Fix: fix}
	}
	line, _, _ := strings.Cut(out, "\n")
	return Item{OK: true, What: "C compiler: " + line}
}

// detector builds a racy program and runs it.
func detector(ctx context.Context) Item {
	dir, err := os.MkdirTemp("", "racekata-doctor-")
	if err != nil {
		return Item{What: "no temporary folder: " + err.Error(), Fix: "set TMPDIR to a folder that may be written"}
	}
	defer os.RemoveAll(dir)
	src := filepath.Join(dir, "racy.go")
	if err := os.WriteFile(src, []byte(racy), 0o644); err != nil {
		return Item{What: "the temporary folder cannot be written: " + err.Error(), Fix: "set TMPDIR to a folder that may be written"}
	}
	bin := filepath.Join(dir, "racy")
	if out, err := run(ctx, dir, "go", "build", "-race", "-o", bin, src); err != nil {
		return Item{What: "a program cannot be built with the race detector: " + lastLine(out, err), Fix: "a C compiler that works, Go 1.26 or newer and a 64-bit Linux or macOS are needed"}
	}
	out, err := run(ctx, dir, bin)
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 66 && strings.Contains(out, "WARNING: DATA RACE") {
		return Item{OK: true, What: "the race detector sees a race in a program that has one"}
	}
	return Item{What: "the race detector is built in but does not work: " + lastLine(out, err), Fix: "containers and hardened kernels can stop it; try outside of one, or allow personality(2) and large address spaces"}
}

func cacheFolder() Item {
	dir, err := workspace.CacheDir()
	if err != nil {
		return Item{What: "no cache folder: " + err.Error(), Fix: "set RACEKATA_CACHE to a folder that may be written"}
	}
	return writable("cache folder", dir, "set RACEKATA_CACHE to a folder that may be written")
}

func temporaryFolder() Item {
	return writable("temporary folder", os.TempDir(), "set TMPDIR to a folder that may be written and has some space")
}

func writable(what, dir, fix string) Item {
	err := os.MkdirAll(dir, 0o755)
	if err == nil {
		var f *os.File
		if f, err = os.CreateTemp(dir, "doctor-"); err == nil {
			// A full disk shows only when something is written.
			_, err = f.Write(make([]byte, 1<<20))
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		}
	}
	if err != nil {
		return Item{What: fmt.Sprintf("the %s %s cannot be used: %v", what, dir, err), Fix: fix}
	}
	return Item{OK: true, What: what + " " + dir}
}

// run runs a command and returns what it printed on either stream. The first
// race build of a machine takes a minute; ten are a hang.
func run(ctx context.Context, dir, name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOTOOLCHAIN=local")
	var out strings.Builder
	kept := proc.Bounded(&out, 1<<20, nil)
	cmd.Stdout, cmd.Stderr = kept, kept
	err := proc.Run(ctx, cmd, proc.Limits{})
	return out.String(), err
}

func lastLine(out string, err error) string {
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if last := lines[len(lines)-1]; last != "" {
		return last
	}
	if err != nil {
		return err.Error()
	}
	return "it says nothing"
}
