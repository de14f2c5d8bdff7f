// Package plan says which runs make up a verdict.
package plan

import (
	"runtime"
	"slices"
)

// Run is one execution of the compiled hidden tests at one -cpu value under
// one schedule.
type Run struct {
	// Number counts from 1 in the order of the plan.
	Number int `json:"number"`
	// CPU is the value of -test.cpu, that is, GOMAXPROCS.
	CPU int `json:"cpu"`
	// Profile names the schedule's profile; "" and "none" run the candidate
	// as it is.
	Profile string `json:"profile,omitempty"`
	// Seed decides, with the profile, what the hooks do. 0 when unperturbed.
	Seed uint64 `json:"seed,omitempty"`
	// Tests limits the run to these hidden tests; nil runs them all.
	Tests []string `json:"tests,omitempty"`
}

// Plan is the runs of a verdict, in order.
type Plan []Run

// CPUs are the -cpu values that every plan covers: 1, 2, the number of cores
// and three times that, without repeats, ascending.
func CPUs(cores int) []int {
	cpus := []int{1, 2, cores, 3 * cores}
	slices.Sort(cpus)
	return slices.Compact(cpus)
}

// Cores is the number of cores as the runtime sees it, so that a container's
// limit and a user's GOMAXPROCS both count.
func Cores() int { return runtime.GOMAXPROCS(0) }

// Plain is a plan without perturbation: every -cpu value, repeated rounds
// times.
func Plain(cpus []int, rounds int) Plan {
	var p Plan
	for range rounds {
		for _, cpu := range cpus {
			p = append(p, Run{Number: len(p) + 1, CPU: cpu})
		}
	}
	return p
}
