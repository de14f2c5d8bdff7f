package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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
	ledger            *ledger
}

// classSize is what to measure.
type classSize struct {
	size     string // students x exercises
	distinct int    // students where all work is distinct; as many as the other if 0
	slices   int    // turns of grader and go test
	alone    bool   // without go test
}

// madeClass is a folder of submissions and how many pieces of work are in it.
type madeClass struct {
	name, dir       string
	students, works int
	distinct        bool
}

// slice is the folder of every n-th student, from the i-th on.
func (m *madeClass) slice(i int) string { return fmt.Sprintf("%s-%d", m.dir, i) }

// class compares grading a class with a plain loop of go test over it. The two
// take turns, a slice of the class each, so that a noisy machine is noisy to
// both. What has been measured is kept in dir, and the same call carries on
// there; with no dir it is all in a temporary folder.
func class(ctx context.Context, grader, dir string, o classSize) (err error) {
	var students, exercises int
	if _, err := fmt.Sscanf(o.size, "%dx%d", &students, &exercises); err != nil || o.slices < 1 {
		return fmt.Errorf("%q is no size: write students x exercises, such as 300x10", o.size)
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
	if dir == "" {
		if dir, err = os.MkdirTemp("", "racekata-class-"); err != nil {
			return err
		}
		defer func() { err = cmp.Or(err, os.RemoveAll(dir)) }()
	}
	if b.dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	if b.ledger, err = openLedger(filepath.Join(b.dir, "measured.json"), b.grader); err != nil {
		return err
	}
	for j := range jobs {
		if err := b.repository(j); err != nil {
			return err
		}
	}
	fmt.Printf("%d students x %d exercises, %d at once, runs at -cpu %s\n", students, exercises, jobs, b.cpus)
	classes := []*madeClass{{name: "with duplicates", students: students}, {name: "all distinct", students: cmp.Or(o.distinct, students), distinct: true}}
	// Side by side first: it is what the comparison needs, should time run out.
	for _, m := range classes {
		m.dir = filepath.Join(b.dir, strings.ReplaceAll(m.name, " ", "-"))
		if err := os.RemoveAll(m.dir); err != nil {
			return err
		}
		if m.works, err = made.Class(m.dir, c, made.Shape{Students: m.students, Exercises: exercises, Seed: 1, Distinct: m.distinct}); err != nil {
			return err
		}
		if err := b.sideBySide(ctx, m, o.slices, !o.alone); err != nil {
			return err
		}
	}
	for _, m := range slices.Backward(classes) { // what takes long at the end
		if err := b.plans(ctx, m, o.slices); err != nil {
			return err
		}
	}
	fmt.Printf("peak memory of the grader itself: %d MB\n", b.ledger.Peak>>20)
	return nil
}

// repository lays out what go test needs, for one job of its own.
func (b *classBench) repository(j int) error {
	if err := os.RemoveAll(b.repo(j)); err != nil {
		return err
	}
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

// sideBySide grades a class with the runs of go test, and has go test run over it.
func (b *classBench) sideBySide(ctx context.Context, m *madeClass, slices int, baseline bool) error {
	students, err := os.ReadDir(m.dir)
	if err != nil {
		return err
	}
	var grading, looping time.Duration
	for i := range slices {
		part := m.slice(i)
		if err := os.RemoveAll(part); err != nil {
			return err
		}
		for n := i; n < len(students); n += slices {
			student := students[n].Name()
			if err := os.CopyFS(filepath.Join(part, student), os.DirFS(filepath.Join(m.dir, student))); err != nil {
				return err
			}
		}
		took, err := b.lane(fmt.Sprintf("%s, %d of %d by grade", m.name, i+1, slices), func() (time.Duration, error) {
			// What was kept of the slices before is known, and no more.
			before := ""
			if i > 0 {
				before = m.slice(i-1) + "-cache"
			}
			return b.grade(ctx, part, before, "plain")
		})
		if err != nil {
			return err
		}
		grading += took
		if !baseline {
			continue
		}
		took, err = b.lane(fmt.Sprintf("%s, %d of %d by go test", m.name, i+1, slices), func() (time.Duration, error) {
			return b.loop(ctx, part)
		})
		if err != nil {
			return err
		}
		looping += took
	}
	fmt.Printf("%s, %d students, %d pieces of work\n", m.name, len(students), m.works)
	fmt.Printf("  grade --plan plain   %8s  %6.0f a minute\n", grading.Round(time.Second), rate(m.works, grading))
	if baseline {
		fmt.Printf("  go test in a loop    %8s  %6.0f a minute: grade is %.1f x as fast\n", looping.Round(time.Second), rate(m.works, looping), float64(looping)/float64(grading))
	}
	return nil
}

// plans measures what certainty costs, from nothing, and a second run. Where all
// work is distinct one piece costs what another does, and a slice will do, for
// the plan of make check too.
func (b *classBench) plans(ctx context.Context, m *madeClass, slices int) error {
	plans, dir, works := []string{"thorough"}, m.dir, m.works
	if m.distinct {
		plans = []string{"quick", "thorough"}
	}
	if slices > 1 && m.distinct {
		dir = m.slice(0)
		files, err := filepath.Glob(filepath.Join(dir, "*", "*", "*.go"))
		if err != nil {
			return err
		}
		works = len(files)
	}
	fmt.Printf("%s, %d pieces of work\n", m.name, works)
	for _, p := range plans {
		took, err := b.lane(m.name+", plan "+p, func() (time.Duration, error) { return b.grade(ctx, dir, "", p) })
		if err != nil {
			return err
		}
		fmt.Printf("  grade --plan %-8s%8s  %6.0f a minute\n", p, took.Round(time.Second), rate(works, took))
	}
	took, err := b.lane(m.name+", plan thorough once more", func() (time.Duration, error) { return b.again(ctx, dir, "thorough") })
	if err != nil {
		return err
	}
	fmt.Printf("  the same once more   %8s\n", took.Round(100*time.Millisecond))
	return nil
}

// rate is in pieces of work a minute.
func rate(works int, d time.Duration) float64 { return float64(works) / d.Minutes() }

// lane measures once, whatever is stopped and carried on.
func (b *classBench) lane(what string, measure func() (time.Duration, error)) (time.Duration, error) {
	if took, ok := b.ledger.Took[what]; ok {
		return took, nil
	}
	took, err := measure()
	if err != nil {
		return 0, err
	}
	fmt.Fprintf(os.Stderr, "%s: %v\n", what, took.Round(time.Second))
	return took, b.ledger.add(what, took)
}

// grade grades a folder with what is known from the folder before, if one is
// named, and into results of its own.
func (b *classBench) grade(ctx context.Context, dir, before, plan string) (time.Duration, error) {
	for _, made := range []string{dir + "-" + plan, dir + "-cache"} {
		if err := os.RemoveAll(made); err != nil {
			return 0, err
		}
	}
	if before != "" {
		if err := os.CopyFS(dir+"-cache", os.DirFS(before)); err != nil {
			return 0, err
		}
	}
	return b.again(ctx, dir, plan)
}

func (b *classBench) again(ctx context.Context, dir, plan string) (time.Duration, error) {
	cmd := exec.CommandContext(ctx, b.grader, "grade", dir, "-o", dir+"-"+plan, "--exercises", b.ids, "--jobs", strconv.Itoa(jobs), "--plan", plan)
	cmd.Env = append(os.Environ(), "RACEKATA_CACHE="+dir+"-cache")
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
	b.ledger.Peak = max(b.ledger.Peak, <-looked)
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
