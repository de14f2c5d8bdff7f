package workspace

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/proc"
)

// Limits on the build of one candidate. The first build on a machine compiles
// the standard library for the race detector, hence the minutes.
const (
	buildTime   = 10 * time.Minute
	buildFile   = 256 << 20 // bytes of any file that the tools write
	buildOutput = 1 << 20   // bytes of messages kept
)

// Build is a compiled candidate: the hidden tests as a program.
type Build struct {
	// Binary is the test binary; it lives in a temporary folder of the
	// caller's.
	Binary string
	// Took is the time that the go command took.
	Took time.Duration
}

// CompileError says that the candidate does not compile with the hidden tests.
type CompileError struct {
	// Output is what the go command printed; paths are relative to the
	// workspace's folder.
	Output string
}

func (e *CompileError) Error() string { return "the candidate does not compile:\n" + e.Output }

// LimitError says that the build met one of its limits.
type LimitError struct{ What string }

func (e *LimitError) Error() string { return e.What }

// Overlay is a candidate laid over the exercise's folder.
type Overlay struct {
	file string // for -overlay
	vet  string // the same without the hidden tests
	dir  string // where the files are

	pools bool // somebody may have a sync.Pool
}

// Overlay writes the candidate's files into a folder of tmp with that name.
func (w *Workspace) Overlay(tmp, name string, e *exercise.Exercise, files map[string][]byte) (*Overlay, error) {
	replace := map[string]string{}
	src := filepath.Join(tmp, name)
	if err := os.MkdirAll(src, 0o755); err != nil {
		return nil, cacheProblem(tmp, err)
	}
	o := &Overlay{file: src + ".json", vet: src + "_vet.json", dir: src}
	for file, content := range files {
		p := filepath.Join(src, file)
		if err := os.WriteFile(p, content, 0o644); err != nil {
			return nil, cacheProblem(tmp, err)
		}
		replace[filepath.Join(w.Dir, filepath.FromSlash(folder(e)), file)] = p
		o.pools = o.pools || bytes.Contains(content, []byte("Pool"))
	}
	if err := writeOverlay(o.file, replace); err != nil {
		return nil, cacheProblem(tmp, err)
	}
	// An empty replacement is a file that is not there: cmd/go -overlay.
	hidden, err := e.HiddenTests()
	if err != nil {
		return nil, err
	}
	for file := range hidden {
		replace[filepath.Join(w.Dir, filepath.FromSlash(folder(e)), file)] = ""
	}
	if err := writeOverlay(o.vet, replace); err != nil {
		return nil, cacheProblem(tmp, err)
	}
	return o, nil
}

func writeOverlay(file string, replace map[string]string) error {
	b, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return err
	}
	return os.WriteFile(file, b, 0o644)
}

// Build compiles the hidden tests of e with the overlay's candidate under the
// race detector, into tmp. The error is a *CompileError, a *LimitError, an
// *EnvironmentError, the context's, or a fault.
//
// There is no -trimpath: it would give the standard library a second race
// build of a minute.
func (w *Workspace) Build(ctx context.Context, tmp string, o *Overlay, e *exercise.Exercise) (*Build, error) {
	start := time.Now()
	binary := filepath.Join(tmp, "candidate.test")
	linker := "-ldflags=-s -checklinkname=0"
	if o.pools {
		linker += " -X " + module + "/grader/kit.pools=yes"
	}
	out, err := w.run(ctx, tmp, proc.Limits{FileSize: buildFile}, "test", "-c", "-race", "-mod=vendor", "-vet=off", "-buildvcs=false",
		"-tags="+Tag, linker, "-overlay="+o.file, "-o", binary, "./"+folder(e))
	out = w.undo(out, o, e)
	if err == nil {
		return &Build{Binary: binary, Took: time.Since(start)}, nil
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return nil, err
	}
	if aboutCandidate(out, e) {
		return nil, &CompileError{Output: out}
	}
	if strings.Contains(out, "file too large") || strings.Contains(out, "signal: file size limit exceeded") {
		return nil, &LimitError{What: fmt.Sprintf("the compiled program would be larger than %d MiB", buildFile>>20)}
	}
	if problem := toolProblem(out); problem != nil {
		return nil, problem
	}
	return nil, fmt.Errorf("the go command failed: %w\n%s", err, out)
}

// Tag is the build tag that only the workspace sets.
const Tag = "racekata_workspace"

// Vet runs go vet on the candidate and returns what it printed, which is
// advice and never decides. An error means that vet itself could not run.
func (w *Workspace) Vet(ctx context.Context, tmp string, o *Overlay, e *exercise.Exercise) (string, error) {
	// -race: vet then reads the race-built standard library that Build needs
	// anyway, instead of compiling a second one.
	out, err := w.run(ctx, tmp, proc.Limits{FileSize: buildFile, Background: true}, "vet", "-race", "-mod=vendor", "-buildvcs=false", "-tags="+Tag, "-overlay="+o.vet, "./"+folder(e))
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return "", err
	}
	return w.undo(out, o, e), nil
}

// undo names the exercise's folder where the tools name the overlay's files:
// the compiler reports the path that it was given.
func (w *Workspace) undo(out string, o *Overlay, e *exercise.Exercise) string {
	paths := []string{o.dir}
	if rel, err := filepath.Rel(w.Dir, o.dir); err == nil {
		paths = append(paths, rel)
	}
	for _, p := range paths {
		out = strings.ReplaceAll(out, p+string(filepath.Separator), folder(e)+"/")
	}
	return out
}

// aboutCandidate tells whether a message names the exercise's folder: then it
// is the compiler speaking of the candidate, whatever words it quotes.
func aboutCandidate(out string, e *exercise.Exercise) bool {
	starts := []string{
		folder(e) + "/",
		"./" + folder(e) + "/",
		"found packages ",
		module + "/" + folder(e) + ": no non-test Go files",
		"package " + module + "/" + folder(e) + "\n", // an import cycle follows
	}
	for line := range strings.Lines(out) {
		for _, s := range starts {
			if strings.HasPrefix(line, s) {
				return true
			}
		}
	}
	return false
}

// run runs the go command in the workspace with limits and returns what it
// printed.
func (w *Workspace) run(ctx context.Context, tmp string, limits proc.Limits, args ...string) (string, error) {
	limited, cancel := context.WithTimeout(ctx, buildTime)
	defer cancel()
	goCommand, err := exec.LookPath("go")
	if err != nil {
		return "", &EnvironmentError{
			Problem: "the go command was not found",
			Fix:     "install Go " + goVersion + " or newer from https://go.dev/dl and put it on your PATH",
		}
	}
	cmd := exec.Command(goCommand, args...)
	cmd.Dir = w.Dir
	cmd.Env = environment(tmp)
	var out bytes.Buffer
	kept := proc.Bounded(&out, buildOutput, nil)
	cmd.Stdout, cmd.Stderr = kept, kept
	cmd.WaitDelay = proc.Trusted
	err = proc.Run(limited, cmd, limits)
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if limited.Err() != nil {
		return "", &LimitError{What: fmt.Sprintf("the build took longer than %v", buildTime)}
	}
	return out.String(), err
}

// StandardLibraryIsBuilt tells whether this workspace's cache has seen a build
// with this go command and build cache; before the first one, the standard
// library has to be compiled for the race detector.
func (w *Workspace) StandardLibraryIsBuilt() bool {
	_, err := os.Stat(w.stamp())
	return err == nil
}

// NoteStandardLibrary remembers that the standard library is built. Failing to
// do so costs a wrong sentence on the screen, so the error is not returned.
func (w *Workspace) NoteStandardLibrary() {
	_ = os.WriteFile(w.stamp(), nil, 0o644)
}

func (w *Workspace) stamp() string {
	goCommand, _ := exec.LookPath("go") // "" is a key as good as any: nothing is built then
	key := digest(map[string][]byte{"go": []byte(goCommand), "cache": []byte(os.Getenv("GOCACHE"))})
	return filepath.Join(filepath.Dir(w.Dir), "built-"+key)
}
