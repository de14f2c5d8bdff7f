package selfcheck

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"math"
	"path"
	"slices"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/finding"
	"racekata/grader/internal/judge"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/schedule"
	"racekata/grader/internal/verdict"
)

const (
	// rarest is how rarely a plan may miss a wrong answer: one check in
	// 100,000.
	rarest = 1e-5
	// fewest and most bound the perturbed runs of a plan. A wrong answer that
	// needs more than the most is one that the hidden tests hardly see.
	fewest = 6
	most   = 40
	// thoroughFactor is how many times the quick plan grading runs.
	thoroughFactor = 4
	// plainRounds and perturbedBatch are how much is measured: ten unperturbed
	// runs at each -cpu value, and perturbed ones by batches, until they show
	// that the shortest plan will do, or for as many batches as there are.
	plainRounds    = 10
	perturbedBatch = 12
	batches        = 5
)

// Calibration is what was measured for an exercise, kept as calibration.toml
// beside it.
type Calibration struct {
	// Inputs is a hash of what the figures depend on: hidden tests and wrong
	// answers.
	Inputs  string `toml:"inputs"`
	Quick   int    `toml:"quick"`
	Answers []Rate `toml:"answer"`
}

// Rate is how often single runs catch a wrong answer.
type Rate struct {
	Name string `toml:"name"`
	// Caught lists the kinds of finding that were seen, most often first.
	Caught          []finding.Kind `toml:"caught_by"`
	Plain           int            `toml:"plain_runs"`
	PlainCaught     int            `toml:"plain_caught"`
	Perturbed       int            `toml:"perturbed_runs"`
	PerturbedCaught int            `toml:"perturbed_caught"`
	// Needed is how many perturbed runs, after one unperturbed one at each
	// -cpu value, make a miss rarer than one check in 100,000; -1 when no
	// number up to the most does.
	Needed int `toml:"needed"`
}

// Inputs hashes what a calibration depends on: the hidden tests and the wrong
// answers. What the kit changes shows in verify, which runs them all.
func Inputs(e *exercise.Exercise) (string, error) {
	h := sha256.New()
	tests, err := e.HiddenTests()
	if err != nil {
		return "", err
	}
	for _, name := range slices.Sorted(maps.Keys(tests)) {
		fmt.Fprintf(h, "%s %x\n", name, sha256.Sum256(tests[name]))
	}
	wrong, err := e.Wrong()
	if err != nil {
		return "", err
	}
	for _, a := range wrong {
		fmt.Fprintf(h, "%s %x\n", a.Name, sha256.Sum256(a.Source))
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}

// Measure makes the runs for one wrong answer. The error is the context's or
// the machine's.
func Measure(ctx context.Context, j *judge.Judge, s Subject, cpus []int) (r Rate, err error) {
	r.Name = s.Name
	prepared, v, err := j.Prepare(ctx, s.Exercise, s.Candidate, path.Join("solutions", s.Exercise.ID, s.String()))
	if err != nil {
		return r, err
	}
	if v != nil { // refused or not compiled: caught without a run
		r.Caught = kinds(v)
		return r, faultOf(v)
	}
	defer func() { err = errors.Join(err, prepared.Close()) }()

	plain := plan.Plain(cpus, plainRounds)
	v, err = prepared.Run(ctx, plain, judge.RunOptions{Whole: true, Enough: foundAnything})
	if err == nil {
		err = faultOf(v)
	}
	if err != nil {
		return r, err
	}
	r.Plain, r.PlainCaught = v.Runs, runsWithFinding(v)
	r.Caught = kinds(v)
	all := schedule.Draw(1, batches*perturbedBatch, cpus)
	for batch := range batches {
		v, err = prepared.Run(ctx, all[batch*perturbedBatch:][:perturbedBatch], judge.RunOptions{Whole: true, Enough: foundAnything})
		if err == nil {
			err = faultOf(v)
		}
		if err != nil {
			return r, err
		}
		r.Perturbed += v.Runs
		r.PerturbedCaught += runsWithFinding(v)
		for _, k := range kinds(v) {
			if !slices.Contains(r.Caught, k) {
				r.Caught = append(r.Caught, k)
			}
		}
		if r.Needed = needed(r, len(cpus)); 0 <= r.Needed && r.Needed <= fewest {
			break
		}
	}
	return r, nil
}

// faultOf is an error when it was the grader or the machine that failed: that
// says nothing about the answer.
func faultOf(v *verdict.Verdict) error {
	if v == nil || v.Outcome != verdict.Fault {
		return nil
	}
	return fmt.Errorf("%s: %s", v.Exercise, v.Fault)
}

func foundAnything(r verdict.Run) bool { return len(r.Findings) > 0 }

// needed is the smallest number of perturbed runs with which a miss is rarer
// than rarest; -1 when no number up to the most does.
func needed(r Rate, plainRuns int) int {
	for n := 0; n <= most; n++ {
		if missed(r, plainRuns, n) < rarest {
			return n
		}
	}
	return -1
}

// missed is how likely a plan misses a wrong answer. Both rates are taken at the
// lower end of what the measurement allows, so that luck in measuring does not
// shorten a plan.
func missed(r Rate, plainRuns, perturbedRuns int) float64 {
	return math.Pow(1-atLeast(r.PlainCaught, r.Plain), float64(plainRuns)) *
		math.Pow(1-atLeast(r.PerturbedCaught, r.Perturbed), float64(perturbedRuns))
}

// atLeast is the lower end of the one-sided 95 % Wilson score interval for a
// rate of x in n (E. B. Wilson, 1927).
func atLeast(x, n int) float64 {
	if n == 0 || x == 0 {
		return 0
	}
	const z = 1.645
	p, m := float64(x)/float64(n), float64(n)
	centre := p + z*z/(2*m)
	spread := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return (centre - spread) / (1 + z*z/m)
}

// Plan is the exercise's plan from its rates: as many perturbed runs as the
// weakest answer needs.
func (c *Calibration) Plan() exercise.Plan {
	quick := fewest
	for _, r := range c.Answers {
		n := r.Needed
		if n < 0 {
			n = most
		}
		quick = max(quick, n)
	}
	return exercise.Plan{Quick: quick, Thorough: thoroughFactor * quick}
}

// Weak lists the answers that no plan up to the longest catches often enough.
func (c *Calibration) Weak() []string {
	var weak []string
	for _, r := range c.Answers {
		if r.Needed < 0 {
			weak = append(weak, r.Name)
		}
	}
	return weak
}

func runsWithFinding(v *verdict.Verdict) int {
	seen := map[int]bool{}
	for _, f := range v.Findings {
		for _, r := range f.Seen {
			seen[r.Number] = true
		}
	}
	return len(seen)
}

// kinds lists the kinds of a verdict's findings, those seen in most runs
// first.
func kinds(v *verdict.Verdict) []finding.Kind {
	count := map[finding.Kind]int{}
	for _, f := range v.Findings {
		count[f.Kind] += len(f.Seen)
	}
	return slices.SortedFunc(maps.Keys(count), func(a, b finding.Kind) int {
		if d := count[b] - count[a]; d != 0 {
			return d
		}
		return slices.Index(finding.Kinds, a) - slices.Index(finding.Kinds, b)
	})
}
