package command

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"racekata/grader/internal/hunt"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/render"
	"racekata/grader/kit/hook"
)

// huntFlags are what a hunt can be told.
type huntFlags struct {
	run, profile string
	cpu, jobs    int
	seed         uint64
	budget       time.Duration
	json, all    bool
	replay       bool // --cpu, --profile and --seed were given: one run
}

func (a *app) hunt() *cobra.Command {
	var f huntFlags
	cmd := &cobra.Command{
		Use:   "hunt [packages]",
		Short: "Look for concurrency bugs in the tests of any Go module",
		Long: `Look for concurrency bugs in the tests of any Go module: data races, goroutines
that wait for each other or are left behind, channels and locks misused, results
that depend on the schedule.

Each test is run again and again, alone, under the race detector, at several
-cpu values and under schedules that a seed decides, until something is found or
the budget is used up. Nothing is written into the module. Packages are named as
for go test; without any, it is the one in this folder.
Exit codes: 0 nothing found, 1 something found, 2 something could not be hunted.`,
		Example: "  racekata-grader hunt ./...\n  racekata-grader hunt ./store --run TestEvict --budget 1m",
		RunE: func(cmd *cobra.Command, args []string) error {
			given := cmd.Flags().Changed
			f.replay = given("cpu") && given("profile") && given("seed")
			if !given("seed") {
				f.seed = uint64(rand.Uint32())
			}
			o, err := f.options(args)
			if err != nil {
				return err
			}
			o.Kit = a.embedded.Kit
			return a.runHunt(cmd.Context(), o, f)
		},
	}
	cmd.Flags().StringVar(&f.run, "run", "", "only tests whose names match this regular expression")
	cmd.Flags().IntVar(&f.cpu, "cpu", 0, "run at this -cpu value only")
	cmd.Flags().StringVar(&f.profile, "profile", "", "run under schedules of this profile only")
	cmd.Flags().Uint64Var(&f.seed, "seed", 0, "draw the schedules from this seed (default: any);\nwith --cpu, --profile: that one run, again and again")
	cmd.Flags().DurationVar(&f.budget, "budget", 20*time.Second, "the most time for each test")
	cmd.Flags().IntVar(&f.jobs, "jobs", hunt.Jobs(plan.Cores()), "processes at once; most of them sleep")
	cmd.Flags().BoolVar(&f.all, "all", false, "use up the budget also after a test's first finding")
	cmd.Flags().BoolVar(&f.json, "json", false, "one object with all that was found ("+hunt.Schema+")")
	return cmd
}

// options turns flags into what a hunt needs to know.
func (f huntFlags) options(args []string) (hunt.Options, error) {
	o := hunt.Options{
		Patterns: args, CPU: f.cpu, Profile: f.profile, Seed: f.seed, Replay: f.replay,
		Budget: f.budget, Jobs: f.jobs, All: f.all,
	}
	if len(args) == 0 {
		o.Patterns = []string{"."}
	}
	var names []string
	for _, p := range hook.Profiles() {
		names = append(names, p.Name)
	}
	switch {
	case f.cpu < 0 || f.cpu > 1024:
		return o, &usageError{fmt.Sprintf("--cpu %d makes no sense", f.cpu), "give a number from 1 to 1024"}
	case f.jobs < 1 || f.jobs > 1024:
		return o, &usageError{fmt.Sprintf("--jobs %d makes no sense", f.jobs), "give a number from 1 to 1024"}
	case f.budget < 100*time.Millisecond || f.budget > 24*time.Hour:
		return o, &usageError{fmt.Sprintf("--budget %v makes no sense", f.budget), "give a time from 100ms to 24h"}
	case f.profile != "" && !slices.Contains(names, f.profile):
		return o, &usageError{fmt.Sprintf("no profile is called %q", f.profile), "the profiles are " + strings.Join(names, ", ")}
	}
	if f.run != "" {
		re, err := regexp.Compile(f.run)
		if err != nil {
			return o, &usageError{fmt.Sprintf("--run %q is no regular expression: %v", f.run, err), "give the name of a test, or a part of it"}
		}
		o.Run = re
	}
	dir, err := os.Getwd()
	if err != nil {
		return o, &usageError{"this folder cannot be read: " + err.Error(), "go to another one"}
	}
	o.Dir = dir
	return o, nil
}

func (a *app) runHunt(ctx context.Context, o hunt.Options, f huntFlags) error {
	line := render.NewStatus(a.stderr, a.styleFor(a.stderr))
	defer line.Clear()
	o.Status = func(s hunt.Step) { line.Show(sayHunt(s), s.Long) }
	o.Done = func(p *hunt.Package) {
		line.Clear()
		if !f.json {
			a.style().HuntPackage(a.stdout, p)
		}
	}
	rep, err := hunt.Hunt(ctx, o)
	line.Clear()
	var problem *hunt.ProblemError
	switch {
	case errors.As(err, &problem):
		return &usageError{problem.Problem, problem.Fix}
	case err != nil && rep == nil:
		return err
	}
	if f.json {
		enc := json.NewEncoder(a.stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(rep); err != nil {
			return err
		}
	} else {
		a.style().HuntEnd(a.stdout, rep)
	}
	if err != nil {
		return err // stopped half-way
	}
	switch rep.Outcome {
	case hunt.Found:
		return codeError(ExitNotPassed)
	case hunt.Broken:
		return codeError(ExitUsage)
	}
	return nil
}

func sayHunt(s hunt.Step) string {
	if s.Long {
		return "still compiling; the first build with the race detector on a machine takes about a minute"
	}
	if s.Building != "" {
		return s.Building + ": compiling with the race detector"
	}
	return fmt.Sprintf("%s: %s, %d runs", s.Package, s.Test, s.Runs)
}
