package command

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/judge"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/schedule"
	"racekata/grader/kit/hook"
)

// The perturbed runs of an exercise that has not been calibrated.
const (
	quickRuns    = 12
	thoroughRuns = 60
)

// checkReplay looks whether the flags that repeat one run belong together.
func (f checkFlags) checkReplay(repeat bool) error {
	if f.profile == "" {
		if repeat {
			return &usageError{"--repeat needs a run to repeat", "give its --cpu, --profile and --seed, as the finding names them"}
		}
		return nil
	}
	var names []string
	for _, p := range hook.Profiles() {
		names = append(names, p.Name)
	}
	if !slices.Contains(names, f.profile) {
		return &usageError{fmt.Sprintf("no profile is called %q", f.profile), "the profiles are " + strings.Join(names, ", ")}
	}
	if f.cpu == 0 {
		return &usageError{"--profile without --cpu is no run", "give both, as the finding names them"}
	}
	return nil
}

// partial tells whether the flags ask for less than a whole plan, whose pass is
// none.
func (f checkFlags) partial() bool { return f.cpu > 0 || f.profile != "" || f.plain }

// plan is the plan of one check.
func (f checkFlags) plan(e *exercise.Exercise, c candidate.Candidate) (plan.Plan, judge.RunOptions) {
	cpus := plan.CPUs(plan.Cores())
	if f.cpu > 0 {
		cpus = []int{f.cpu}
	}
	if f.profile != "" {
		var pl plan.Plan
		for i := range max(1, f.repeat) {
			pl = append(pl, plan.Run{Number: i + 1, CPU: f.cpu, Profile: f.profile, Seed: f.seed})
		}
		return pl, judge.RunOptions{Round: 1}
	}
	seed := f.seed
	if !f.seeded {
		seed = seedOf(c)
	}
	perturbed := perturbedRuns(e, f.thorough)
	if f.plain {
		perturbed = 0
	}
	pl := swarm(cpus, max(1, f.runs), seed, perturbed)
	return pl, judge.RunOptions{Round: len(cpus), Whole: f.runs > 0}
}

// swarm is the plan: the unperturbed runs first, to fail fast on the plain
// race, then the perturbed ones; all of it as often as rounds says.
func swarm(cpus []int, rounds int, seed uint64, perturbed int) plan.Plan {
	var pl plan.Plan
	for round := range rounds {
		pl = append(pl, plan.Plain(cpus, 1)...)
		pl = append(pl, schedule.Draw(seed+uint64(round), perturbed, cpus)...)
	}
	for i := range pl {
		pl[i].Number = i + 1
	}
	return pl
}

func perturbedRuns(e *exercise.Exercise, thorough bool) int {
	n, otherwise := e.Plan.Quick, quickRuns
	if thorough {
		n, otherwise = e.Plan.Thorough, thoroughRuns
	}
	if n == 0 {
		return otherwise
	}
	return n
}

// seedOf draws a seed from the code: the same code meets the same schedules,
// another attempt meets others.
func seedOf(c candidate.Candidate) uint64 {
	sum, err := hex.DecodeString(c.Hash()[:12])
	if err != nil {
		panic(err) // a hash is hexadecimal
	}
	var seed uint64
	for _, b := range sum {
		seed = seed<<8 | uint64(b)
	}
	return seed
}
