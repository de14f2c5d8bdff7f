package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/judge"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/schedule"
	"racekata/grader/internal/selfcheck"
	"racekata/grader/internal/verdict"
)

// detect compares how often a wrong answer is caught: by the grader's checks,
// and by `go test -race -cpu 1,2,<cores>,<3×cores>` of the same hidden tests
// repeated until it has used as many CPU seconds as a check of the reference.
func detect(ctx context.Context, names []string, trials int) error {
	list, j, err := pick(names)
	if err != nil {
		return err
	}
	fmt.Printf("%-16s %-38s %18s %18s\n", "exercise", "wrong answer", "go test -race", "grader")
	var all, plainAll, graderAll int
	for _, e := range list {
		plain, caught, n, err := detectOne(ctx, j, e, trials)
		if err != nil {
			return err
		}
		all, plainAll, graderAll = all+n, plainAll+plain, graderAll+caught
	}
	fmt.Printf("%-55s %10d of %4d %10d of %4d\n", "all", plainAll, all, graderAll, all)
	return nil
}

func detectOne(ctx context.Context, j *judge.Judge, e *exercise.Exercise, trials int) (plain, caught, all int, err error) {
	b, err := newBench("", e.ID)
	if err != nil {
		return 0, 0, 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()
	subjects, err := selfcheck.Subjects(e)
	if err != nil {
		return 0, 0, 0, err
	}
	var budget time.Duration
	for _, s := range subjects {
		if s.Role != selfcheck.Reference && s.Role != selfcheck.Wrong {
			continue
		}
		byGrader, cpu, err := graderTrials(ctx, j, s, trials, b.cpus)
		if err != nil {
			return 0, 0, 0, err
		}
		if s.Role == selfcheck.Reference {
			budget = cpu / time.Duration(trials)
			fmt.Printf("%-16s a check of the reference uses %.2f CPU seconds\n", e.ID, budget.Seconds())
			continue
		}
		byPlain, err := b.plainTrials(ctx, s, trials, budget)
		if err != nil {
			return 0, 0, 0, err
		}
		fmt.Printf("%-16s %-38s %10d of %4d %10d of %4d\n", e.ID, s.Name, byPlain, trials, byGrader, trials)
		plain, caught, all = plain+byPlain, caught+byGrader, all+trials
	}
	return plain, caught, all, nil
}

// graderTrials counts the checks that reject a subject.
func graderTrials(ctx context.Context, j *judge.Judge, s selfcheck.Subject, trials int, cpus []int) (caught int, cpu time.Duration, err error) {
	p, v, err := j.Prepare(ctx, s.Exercise, s.Candidate, "candidate")
	if err != nil {
		return 0, 0, err
	}
	if v != nil {
		return trials, 0, nil // refused, or it does not compile: every time
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	start := childrenCPU()
	for n := range trials {
		pl := append(plan.Plain(cpus, 1), schedule.Draw(uint64(n), max(s.Exercise.Plan.Quick, 6), cpus)...)
		for i := range pl {
			pl[i].Number = i + 1
		}
		v, err := p.Run(ctx, pl, judge.RunOptions{Round: 1})
		if err != nil {
			return 0, 0, err
		}
		if v.Outcome != verdict.Passed {
			caught++
		}
	}
	return caught, childrenCPU() - start, nil
}

// plainTrials counts the trials in which go test -race fails within budget.
func (b *bench) plainTrials(ctx context.Context, s selfcheck.Subject, trials int, budget time.Duration) (int, error) {
	for _, f := range s.Candidate.Files {
		if err := os.WriteFile(filepath.Join(b.repo, "solutions", b.id, f.Name), f.Content, 0o644); err != nil {
			return 0, err
		}
	}
	bin := filepath.Join(b.dir, "plain.test")
	build := exec.CommandContext(ctx, "go", "test", "-c", "-race", "-o", bin, "./solutions/"+b.id)
	build.Dir = b.repo
	if err := build.Run(); err != nil {
		return trials, nil // it does not compile
	}
	var cpus []string
	for _, c := range b.cpus {
		cpus = append(cpus, fmt.Sprint(c))
	}
	caught := 0
	for range trials {
		for start := childrenCPU(); ; {
			cmd := exec.CommandContext(ctx, bin, "-test.cpu="+strings.Join(cpus, ","), "-test.timeout=5s")
			cmd.Dir = b.dir
			// The second that a race-built process sleeps at its end is no
			// CPU time, and would only make the comparison slow.
			cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0")
			if cmd.Run() != nil {
				caught++
				break
			}
			if ctx.Err() != nil {
				return 0, ctx.Err()
			}
			if childrenCPU()-start >= budget {
				break
			}
		}
	}
	return caught, nil
}

// childrenCPU is the user and system time of all processes waited for so far.
func childrenCPU() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &u); err != nil {
		panic(err) // cannot fail with this argument
	}
	return time.Duration(syscall.TimevalToNsec(u.Utime) + syscall.TimevalToNsec(u.Stime))
}
