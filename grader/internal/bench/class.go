package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"racekata/grader/internal/classroom/made"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/plan"
	"racekata/solutions"
)

// jobs is how many candidates either side judges at once.
const jobs = 2

// classBench grades a made class and has go test run over the same code.
type classBench struct {
	dir, here, grader string
	exercises         []*exercise.Exercise
	ids, cpus         string
	peak              int64
}

// class compares grading a class with a plain loop of go test over it. The two
// take turns, a slice of the class each, so that a noisy machine is noisy to
// both. unlike, if not 0, is the number of students where all work is distinct:
// there each piece costs the same however many there are.
func class(ctx context.Context, grader, size string, unlike, slices int, baseline bool) (err error) {
	var students, exercises int
	if _, err := fmt.Sscanf(size, "%dx%d", &students, &exercises); err != nil || slices < 1 {
		return fmt.Errorf("%q is no size: write students x exercises, such as 300x10", size)
	}
	b := &classBench{}
	if b.here, err = os.Getwd(); err != nil {
		return err
	}
	if b.grader, err = filepath.Abs(grader); err != nil {
		return err
	}
	c, err := exercise.Load(solutions.FS)
	if err != nil {
		return err
	}
	if exercises > len(c) {
		return fmt.Errorf("there are %d exercises", len(c))
	}
	b.exercises = c.Path()[:exercises]
	var ids, cpus []string
	for _, e := range b.exercises {
		ids = append(ids, e.Number())
	}
	for _, n := range plan.CPUs(plan.Cores()) {
		cpus = append(cpus, strconv.Itoa(n))
	}
	b.ids, b.cpus = strings.Join(ids, ","), strings.Join(cpus, ",")
	if b.dir, err = os.MkdirTemp("", "racekata-class-"); err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, os.RemoveAll(b.dir)) }()
	for j := range jobs {
		if err := b.repository(j); err != nil {
			return err
		}
	}
	fmt.Printf("%d students x %d exercises, %d at once, runs at -cpu %s\n", students, exercises, jobs, b.cpus)
	for _, distinct := range []bool{false, true} {
		name := "with duplicates"
		if distinct {
			name = "all distinct"
			students = cmp.Or(unlike, students)
		}
		dir := filepath.Join(b.dir, strings.ReplaceAll(name, " ", "-"))
		works, err := made.Class(dir, c, made.Shape{Students: students, Exercises: exercises, Seed: 1, Distinct: distinct})
		if err != nil {
			return err
		}
		if err := b.sideBySide(ctx, name, dir, works, slices, distinct, baseline); err != nil {
			return err
		}
	}
	fmt.Printf("peak memory of the grader itself: %d MB\n", b.peak>>20)
	return nil
}

// repository lays out what go test needs, for one job of its own.
func (b *classBench) repository(j int) error {
	names := []string{"go.mod", "go.sum", "grader/kit"}
	for _, e := range b.exercises {
		names = append(names, "solutions/"+e.ID)
	}
	for _, name := range names {
		if err := copyAll(filepath.Join(b.here, name), filepath.Join(b.repo(j), name)); err != nil {
			return err
		}
	}
	return nil
}

func (b *classBench) repo(j int) string { return filepath.Join(b.dir, "repo-"+strconv.Itoa(j)) }

func (b *classBench) sideBySide(ctx context.Context, name, dir string, works, slices int, distinct, baseline bool) error {
	students, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	out := dir + "-results"
	cache := dir + "-cache"
	var grading, looping time.Duration
	for s := range slices {
		part := fmt.Sprintf("%s-%d", dir, s)
		if err := os.MkdirAll(part, 0o755); err != nil {
			return err
		}
		for i := s; i < len(students); i += slices {
			if err := os.CopyFS(filepath.Join(part, students[i].Name()), os.DirFS(filepath.Join(dir, students[i].Name()))); err != nil {
				return err
			}
		}
		took, err := b.grade(ctx, part, filepath.Join(out, strconv.Itoa(s)), cache, "plain")
		if err != nil {
			return err
		}
		grading += took
		if !baseline {
			continue
		}
		if took, err = b.loop(ctx, part); err != nil {
			return err
		}
		looping += took
		fmt.Fprintf(os.Stderr, "%s, %d of %d slices: grade %v, go test %v so far\n", name, s+1, slices, grading.Round(time.Second), looping.Round(time.Second))
	}
	rate := func(works int, d time.Duration) float64 { return float64(works) / d.Minutes() }
	fmt.Printf("%s, %d students, %d pieces of work\n", name, len(students), works)
	fmt.Printf("  grade --plan plain   %8s  %6.0f a minute\n", grading.Round(time.Second), rate(works, grading))
	if baseline {
		fmt.Printf("  go test in a loop    %8s  %6.0f a minute: grade is %.1f x as fast\n", looping.Round(time.Second), rate(works, looping), float64(looping)/float64(grading))
	}
	// What certainty costs, from nothing. Where all work is distinct one piece
	// costs what another does, and a slice will do.
	if slices > 1 && distinct {
		dir += "-0"
		files, err := filepath.Glob(filepath.Join(dir, "*", "*", "*.go"))
		if err != nil {
			return err
		}
		works = len(files)
		fmt.Printf("  of these, %d pieces of work:\n", works)
	}
	for _, p := range []string{"quick", "thorough"} {
		took, err := b.grade(ctx, dir, out+"-"+p, cache+"-"+p, p)
		if err != nil {
			return err
		}
		fmt.Printf("  grade --plan %-8s%8s  %6.0f a minute\n", p, took.Round(time.Second), rate(works, took))
	}
	took, err := b.grade(ctx, dir, out+"-thorough", cache+"-thorough", "thorough")
	if err != nil {
		return err
	}
	fmt.Printf("  the same once more   %8s\n", took.Round(100*time.Millisecond))
	return nil
}

func (b *classBench) grade(ctx context.Context, dir, out, cache, plan string) (time.Duration, error) {
	cmd := exec.CommandContext(ctx, b.grader, "grade", dir, "-o", out, "--exercises", b.ids, "--jobs", strconv.Itoa(jobs), "--plan", plan)
	cmd.Env = append(os.Environ(), "RACEKATA_CACHE="+cache)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	done := make(chan struct{})
	looked := make(chan int64, 1)
	go func() { looked <- peakMemory(cmd.Process.Pid, done) }()
	err := cmd.Wait()
	took := time.Since(start)
	close(done)
	b.peak = max(b.peak, <-looked)
	if err != nil {
		return 0, fmt.Errorf("grade: %w\n%s", err, said.Bytes())
	}
	return took, nil
}

// loopTimeout ends a stuck test binary, for which go test would wait ten minutes.
// It is the grader's limit of one run, and here is for three: tighter than a
// teacher would dare, so that the loop is not made slow by waiting.
const loopTimeout = "10s"

// loop is what a teacher would type without a grader, two at once. go test's own
// cache of passing tests is left to it.
func (b *classBench) loop(ctx context.Context, dir string) (time.Duration, error) {
	type work struct {
		e    *exercise.Exercise
		file string
	}
	var all []work
	for _, e := range b.exercises {
		files, err := filepath.Glob(filepath.Join(dir, "*", e.ID, e.File))
		if err != nil {
			return 0, err
		}
		for _, f := range files {
			all = append(all, work{e, f})
		}
	}
	start := time.Now()
	next := make(chan work)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(next)
		for _, w := range all {
			select {
			case next <- w:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for j := range jobs {
		g.Go(func() error {
			for w := range next {
				src, err := os.ReadFile(w.file)
				if err != nil {
					return err
				}
				folder := filepath.Join(b.repo(j), "solutions", w.e.ID)
				if err := os.WriteFile(filepath.Join(folder, w.e.File), src, 0o644); err != nil {
					return err
				}
				cmd := exec.CommandContext(ctx, "go", "test", "-race", "-cpu", b.cpus, "-timeout", loopTimeout, "./solutions/"+w.e.ID)
				cmd.Dir = b.repo(j)
				out, err := cmd.CombinedOutput()
				if err := mayFail(err, out); err != nil {
					return err
				}
			}
			return nil
		})
	}
	err := g.Wait()
	return time.Since(start), err
}
