// Package verdict decides. It is a pure function of what the runs showed: no
// clock, no file, no process.
package verdict

import (
	"slices"
	"time"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/finding"
	"racekata/grader/internal/plan"
)

// Schema names the shape of a Verdict in JSON. A field may be added without a
// new version; none is renamed or removed.
const Schema = "racekata/verdict/v1"

// Outcome of a whole verdict.
type Outcome string

const (
	Passed  Outcome = "passed"  // every check passed
	Failed  Outcome = "failed"  // at least one did not
	Refused Outcome = "refused" // the policy refused the candidate; nothing was built
	Fault   Outcome = "fault"   // the grader's or the machine's, never the learner's
)

// State of one check.
type State string

const (
	CheckPassed State = "passed"
	CheckFailed State = "failed"
	// CheckPending passed, but counts only once a check that the starter
	// fails has passed.
	CheckPending State = "pending"
	// CheckOpen could not be judged: the candidate was refused, did not
	// compile, or never came as far.
	CheckOpen State = "not judged"
)

// Verdict is the answer to one candidate.
type Verdict struct {
	Schema   string  `json:"schema"`
	Exercise string  `json:"exercise"`
	Title    string  `json:"title"`
	Pillar   string  `json:"pillar"`
	Level    int     `json:"level"`
	Outcome  Outcome `json:"outcome"`
	Points   int     `json:"points"`
	Max      int     `json:"max_points"`
	Checks   []Check `json:"checks"`
	// Findings holds each distinct finding once, in the order first seen.
	Findings []Finding `json:"findings,omitempty"`
	// Advice is what go vet says; it never decides.
	Advice []Advice `json:"advice,omitempty"`
	// LeftOut names what in the learner's folder is no part of the candidate.
	LeftOut []string `json:"left_out,omitempty"`
	// Runs is how many runs were made, Planned how many the plan holds.
	Runs    int `json:"runs"`
	Planned int `json:"planned"`
	// Fault says what went wrong with us, when Outcome is fault.
	Fault string `json:"fault,omitempty"`
	// Output is what the run that tells most printed by itself; nil when
	// there is nothing. It is for the learner's own screen: it holds lines of
	// hidden tests.
	Output *Output       `json:"-"`
	Took   time.Duration `json:"took_ns"`
}

// Check is one requirement's share of the verdict.
type Check struct {
	Name   string `json:"name"`
	State  State  `json:"state"`
	Points int    `json:"points"`
	Max    int    `json:"max_points"`
	// Findings are indexes into Verdict.Findings of what failed it.
	Findings []int `json:"findings,omitempty"`
}

// Finding is a finding with the runs that showed it.
type Finding struct {
	finding.Finding
	// Tests are the hidden tests it was charged to.
	Tests []string `json:"tests,omitempty"`
	// Seen are the runs that showed it, in the order of the plan.
	Seen []plan.Run `json:"seen,omitempty"`
	// Tried is how many runs tried one of Tests: a test that has failed is
	// left out of later runs. 0 when that is not known.
	Tried int `json:"tried,omitempty"`
}

// Advice is one remark of go vet's.
type Advice struct {
	finding.Position
	Text string `json:"text"`
}

// Output is what a run printed.
type Output struct {
	Run plan.Run
	// Printed is standard output and standard error, RaceLog the detector's
	// reports as it wrote them.
	Printed, RaceLog string
}

// Run is what one run, with those that followed it for the tests it did not
// reach, showed.
type Run struct {
	Run plan.Run
	// Passed lists the hidden tests that passed, Failed those that did not.
	Passed, Failed []string
	// Findings are charged to tests by their Test field.
	Findings []finding.Finding
	// Printed and RaceLog are as in Output.
	Printed, RaceLog string
}

// Of decides. planned is the number of runs in the plan.
func Of(e *exercise.Exercise, runs []Run, planned int) *Verdict {
	v := empty(e)
	v.Runs, v.Planned = len(runs), planned
	v.Output = telling(runs)

	bad := make([]bool, len(e.Checks))
	for _, r := range runs {
		for _, f := range r.Findings {
			i := v.add(f, r.Run)
			for _, c := range charged(e, f) {
				bad[c] = true
				if !slices.Contains(v.Checks[c].Findings, i) {
					v.Checks[c].Findings = append(v.Checks[c].Findings, i)
				}
			}
		}
	}
	for i := range v.Findings {
		f := &v.Findings[i]
		f.Tried = max(tried(f.Tests, runs), len(f.Seen))
	}
	for i, c := range e.Checks {
		switch {
		case bad[i]:
			v.Checks[i].State = CheckFailed
		case provenBy(c, runs):
			v.Checks[i].State = CheckPassed
		}
	}
	v.score(e)
	return v
}

// tried counts the runs that tried one of the tests. What happened outside of
// any test may happen in every run.
func tried(tests []string, runs []Run) int {
	n := 0
	for _, r := range runs {
		if len(tests) == 0 || slices.ContainsFunc(tests, func(t string) bool {
			return slices.Contains(r.Passed, t) || slices.Contains(r.Failed, t)
		}) {
			n++
		}
	}
	return n
}

// telling is the output of the first run that found something; when none did,
// of the first that printed anything.
func telling(runs []Run) *Output {
	for _, found := range []bool{true, false} {
		for _, r := range runs {
			if (len(r.Findings) > 0) == found && r.Printed+r.RaceLog != "" {
				return &Output{r.Run, r.Printed, r.RaceLog}
			}
		}
	}
	return nil
}

// Refuse is the verdict on a candidate that never ran: the policy refused it,
// or it does not compile.
func Refuse(e *exercise.Exercise, outcome Outcome, findings []finding.Finding) *Verdict {
	v := empty(e)
	for _, f := range findings {
		v.add(f, plan.Run{})
	}
	v.Outcome = outcome
	return v
}

// Faulty is the verdict when the grader or the machine failed.
func Faulty(e *exercise.Exercise, err error) *Verdict {
	v := empty(e)
	v.Outcome, v.Fault = Fault, err.Error()
	return v
}

func empty(e *exercise.Exercise) *Verdict {
	v := &Verdict{
		Schema: Schema, Exercise: e.ID, Title: e.Title, Pillar: e.Pillar, Level: e.Level,
		Max: e.Points(),
	}
	for _, c := range e.Checks {
		v.Checks = append(v.Checks, Check{Name: c.Name, Max: c.Points, State: CheckOpen})
	}
	return v
}

// add puts f into the list, or its run to the finding that it repeats, and
// returns its index.
func (v *Verdict) add(f finding.Finding, r plan.Run) int {
	i := slices.IndexFunc(v.Findings, func(o Finding) bool { return finding.SameThing(o.Finding, f) })
	switch {
	case i < 0:
		i = len(v.Findings)
		v.Findings = append(v.Findings, Finding{Finding: f})
	case f.Fuller(v.Findings[i].Finding):
		v.Findings[i].Finding = f
	}
	have := &v.Findings[i]
	if f.Test != "" && !slices.Contains(have.Tests, f.Test) {
		have.Tests = append(have.Tests, f.Test)
	}
	if r.Number > 0 && !slices.ContainsFunc(have.Seen, func(s plan.Run) bool { return s.Number == r.Number }) {
		have.Seen = append(have.Seen, r)
	}
	return i
}

// charged returns the indexes of the checks that a finding fails: those that
// catch its kind wherever it occurs, else those that name its test, else, for
// what happened outside of any test, all.
func charged(e *exercise.Exercise, f finding.Finding) []int {
	var catching, naming, all []int
	for i, c := range e.Checks {
		all = append(all, i)
		if slices.Contains(c.Catches, f.Kind) {
			catching = append(catching, i)
		}
		if slices.Contains(c.Tests, f.Test) {
			naming = append(naming, i)
		}
	}
	switch {
	case len(catching) > 0 && f.Test != "":
		return catching
	case len(naming) > 0:
		return naming
	}
	return all
}

// provenBy tells whether each of the check's tests has passed at least once
// and never not.
func provenBy(c exercise.Check, runs []Run) bool {
	for _, t := range c.Tests {
		passed := false
		for _, r := range runs {
			if slices.Contains(r.Failed, t) {
				// A finding that another check catches fails its test here
				// without failing this check; the test's own part is then
				// proved by a run in which it got through.
				continue
			}
			passed = passed || slices.Contains(r.Passed, t)
		}
		if !passed {
			return false
		}
	}
	return len(c.Tests) > 0
}

// score gives the points. What the starter can do already counts only once
// something that it cannot do has passed, so that an untouched starter has 0.
func (v *Verdict) score(e *exercise.Exercise) {
	progress, all := false, true
	for i, c := range e.Checks {
		passed := v.Checks[i].State == CheckPassed
		progress = progress || passed && !c.StarterPasses
		all = all && passed
	}
	for i, c := range e.Checks {
		if v.Checks[i].State != CheckPassed {
			continue
		}
		if c.StarterPasses && !progress {
			v.Checks[i].State = CheckPending
			continue
		}
		v.Checks[i].Points = c.Points
		v.Points += c.Points
	}
	v.Outcome = Failed
	if all {
		v.Outcome = Passed
	}
}
