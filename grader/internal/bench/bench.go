package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/proc"
	"racekata/grader/internal/workspace"
	"racekata/solutions"
)

// bench is a repository of its own for the lanes.
type bench struct {
	dir, repo, id, grader string
	exercise              *exercise.Exercise
	sources               map[string][]byte // by subject
	cpus                  []int
	edits                 int
	peak                  int64
	passed                bool // what the last check said
}

func newBench(grader, id string) (*bench, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	if grader, err = filepath.Abs(grader); err != nil {
		return nil, err
	}
	c, broken := exercise.Load(solutions.FS)
	e, err := c.Find(id)
	if err != nil {
		return nil, errors.Join(err, broken)
	}
	starter, err := e.Starter()
	if err != nil {
		return nil, err
	}
	reference, err := e.Reference()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "racekata-bench-")
	if err != nil {
		return nil, err
	}
	b := &bench{
		dir: dir, repo: filepath.Join(dir, "repo"), id: e.ID, grader: grader, exercise: e,
		sources: map[string][]byte{"reference": reference[e.File]},
		cpus:    plan.CPUs(plan.Cores()),
	}
	if b.sources["starter"], err = os.ReadFile(filepath.Join(here, "exercises", e.ID, e.File)); err != nil {
		return nil, err
	}
	if err := os.CopyFS(filepath.Join(b.repo, "exercises", e.ID), starter); err != nil {
		return nil, err
	}
	for _, name := range []string{"go.mod", "go.sum", "grader/kit", "solutions/" + e.ID} {
		if err := copyAll(filepath.Join(here, name), filepath.Join(b.repo, name)); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func copyAll(from, to string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return os.CopyFS(to, os.DirFS(from))
	}
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return errors.Join(os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, content, 0o644))
}

// edit writes the subject with one line that no build has seen: a statement,
// for a comment relinks nothing.
func (b *bench) edit(subject string) error {
	b.edits++
	line := fmt.Sprintf("\nvar edit = %d\n\nfunc init() { edit++ }\n", os.Getpid()*1000+b.edits)
	src := append(bytes.Clone(b.sources[subject]), line...)
	for _, folder := range []string{"exercises", "solutions"} {
		if err := os.WriteFile(filepath.Join(b.repo, folder, b.id, b.exercise.File), src, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// plain makes the runs that go test makes too, whole is what a learner types.
func (b *bench) plain(ctx context.Context) error { return b.check(ctx, "--plain") }
func (b *bench) whole(ctx context.Context) error { return b.check(ctx) }

func (b *bench) check(ctx context.Context, flags ...string) error {
	cmd := exec.CommandContext(ctx, b.grader, append([]string{"check", b.id}, flags...)...)
	cmd.Dir = b.repo
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan struct{})
	looked := make(chan int64, 1)
	go func() { looked <- peakMemory(cmd.Process.Pid, done) }()
	err := cmd.Wait()
	close(done)
	b.peak = max(b.peak, <-looked)
	b.passed = err == nil
	return mayFail(err, out.Bytes())
}

// peakMemory looks at a process's resident set until done. The usage that wait
// reports would include the compiler's and the linker's.
func peakMemory(pid int, done <-chan struct{}) (peak int64) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		peak = max(peak, proc.Resident(pid))
		select {
		case <-done:
			return peak
		case <-tick.C:
		}
	}
}

func (b *bench) goTest(ctx context.Context) error {
	var cpus []string
	for _, c := range b.cpus {
		cpus = append(cpus, strconv.Itoa(c))
	}
	cmd := exec.CommandContext(ctx, "go", "test", "-race", "-cpu", strings.Join(cpus, ","), "./solutions/"+b.id)
	cmd.Dir = b.repo
	out, err := cmd.CombinedOutput()
	return mayFail(err, out)
}

// parts is what any grader must do: the build and the runs.
func (b *bench) parts(ctx context.Context) error {
	bin := filepath.Join(b.dir, "parts.test")
	build := exec.CommandContext(ctx, "go", "test", "-c", "-race", "-vet=off", "-buildvcs=false",
		"-tags="+workspace.Tag, "-ldflags=-s -checklinkname=0", "-o", bin, "./solutions/"+b.id)
	build.Dir = b.repo
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(plan.Cores())
	for i, cpu := range b.cpus {
		g.Go(func() error {
			cmd := exec.CommandContext(ctx, bin, "-test.cpu="+strconv.Itoa(cpu))
			cmd.Dir = b.dir
			cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0 suppress_equal_stacks=0 log_path="+filepath.Join(b.dir, "race"+strconv.Itoa(i)))
			out, err := cmd.CombinedOutput()
			return mayFail(err, out)
		})
	}
	return g.Wait()
}

// mayFail lets a test that fails pass: the starter must.
func mayFail(err error, out []byte) error {
	var exit *exec.ExitError
	if err == nil || errors.As(err, &exit) && (exit.ExitCode() == 1 || exit.ExitCode() == 66) {
		return nil
	}
	return fmt.Errorf("%w\n%s", err, out)
}
