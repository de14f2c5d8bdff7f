// Bench measures the time from an edit to the verdict, side by side with what
// a person would type without the grader. Run it with `make bench`.
//
// Three lanes take turns on the same one-line edits:
//
//	check    racekata-grader check EX --plain, from start to exit: the same runs
//	go test  go test -race -cpu 1,2,<cores>,<3×cores> of the same hidden tests
//	parts    go test -c with the grader's flags, then the same runs, and nothing else
//	whole    racekata-grader check EX: with the runs under drawn schedules as well
//
// "check" less "parts" is the grader's own overhead. Times are medians; the
// spread is given as minimum and maximum, for the machine may be noisy.
//
// With -all it measures check alone over all exercises (`make bench ALL=1`).
// With -detect it compares instead how often each wrong answer is caught
// (`make bench-detect`), with -steady which checks it fails now and then (`make
// bench-steady`), and with -replay how often a run that failed fails again with
// its seed (`make bench-replay`).
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"time"
)

func main() {
	var (
		grader = flag.String("grader", "bin/racekata-grader", "the grader's binary")
		id     = flag.String("exercise", "101_counter", "the exercise")
		every  = flag.Bool("all", false, "measure check over all exercises instead")
		rounds = flag.Int("rounds", 7, "turns of each lane")
		catch  = flag.Bool("detect", false, "compare how often wrong answers are caught instead; arguments name the exercises")
		chance = flag.Bool("steady", false, "look for checks whose outcome is luck instead; arguments name the exercises")
		only   = flag.String("only", "", "with -steady: only answers whose name holds this")
		runs   = flag.Int("runs", 36, "with -steady: runs of each wrong answer")
		again  = flag.Bool("replay", false, "measure how often a failing run fails again with its seed instead; arguments name the exercises")
		size   = flag.String("class", "", "grade a made class of so many students x exercises instead, such as 300x10")
		slices = flag.Int("slices", 5, "with -class: turns of grader and go test")
		unlike = flag.Int("distinct", 0, "with -class: students of the class in which no two handed in the same (as many as the other has, if 0)")
		dir    = flag.String("dir", "", "with -class: keep what was measured in this folder, and carry on there")
		alone  = flag.Bool("alone", false, "with -class: without go test")
		trials = flag.Int("trials", 10, "with -detect and -replay: trials of each wrong answer")
	)
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	switch {
	case *catch:
		err = detect(ctx, flag.Args(), *trials)
	case *size != "":
		err = class(ctx, *grader, *dir, classSize{size: *size, distinct: *unlike, slices: *slices, alone: *alone})
	case *every:
		err = everything(ctx, *grader, *rounds)
	case *chance:
		err = steady(ctx, flag.Args(), *only, *runs)
	case *again:
		err = replay(ctx, flag.Args(), *trials)
	default:
		err = run(ctx, *grader, *id, *rounds)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, grader, id string, rounds int) (err error) {
	b, err := newBench(grader, id)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, os.RemoveAll(b.dir)) }()
	for _, subject := range []string{"starter", "reference"} {
		if err := b.measure(ctx, subject, rounds); err != nil {
			return err
		}
	}
	fmt.Printf("peak memory of the grader itself: %d MB\n", b.peak>>20)
	return nil
}

// lane is one way to a verdict, with what it took.
type lane struct {
	name string
	run  func(context.Context) error
	took []time.Duration
}

func (b *bench) measure(ctx context.Context, subject string, rounds int) error {
	lanes := []*lane{
		{name: "check", run: b.plain},
		{name: "go test", run: b.goTest},
		{name: "parts", run: b.parts},
		{name: "whole", run: b.whole},
	}
	// Two turns that are not counted fill the caches of each lane.
	for turn := range rounds + 2 {
		for _, l := range lanes {
			if err := b.edit(subject); err != nil {
				return err
			}
			start := time.Now()
			if err := l.run(ctx); err != nil {
				return fmt.Errorf("%s on the %s: %w", l.name, subject, err)
			}
			if turn >= 2 {
				l.took = append(l.took, time.Since(start))
			}
		}
	}
	fmt.Printf("%s of %s, -cpu %v, median of %d (min to max)\n", subject, b.id, b.cpus, rounds)
	for _, l := range lanes {
		fmt.Printf("  %-8s %5.2f s  (%.2f to %.2f)\n", l.name, median(l.took), slices.Min(l.took).Seconds(), slices.Max(l.took).Seconds())
	}
	check, goTest, parts := median(lanes[0].took), median(lanes[1].took), median(lanes[2].took)
	fmt.Printf("  check / go test %.2f, overhead over its parts %+.2f s\n\n", check/goTest, check-parts)
	return nil
}

func median(d []time.Duration) float64 {
	s := slices.Clone(d)
	slices.Sort(s)
	return s[len(s)/2].Seconds()
}
