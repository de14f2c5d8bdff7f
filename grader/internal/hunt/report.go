package hunt

import (
	"slices"
	"time"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/plan"
)

// Schema names the shape of a Report in JSON. A field may be added without a
// new version; none is renamed or removed.
const Schema = "racekata/hunt/v1"

// Outcome of a hunt, of a package and of a test.
type Outcome string

const (
	Clean Outcome = "clean" // nothing was found
	Found Outcome = "found" // at least one finding
	// Failing is a test that fails whatever the schedule: on its own, and for
	// reasons that are no finding. It was hunted all the same.
	Failing Outcome = "fails on its own"
	// Endless is a test that did not end within the budget in any run.
	Endless Outcome = "does not end"
	// Skipped is a test that skips itself, or that its TestMain does not run.
	Skipped Outcome = "skipped"
	// Broken is a package whose tests cannot be built, and a hunt with such a
	// package and nothing found.
	Broken Outcome = "could not run"
)

// Report is what a hunt showed.
type Report struct {
	Schema   string     `json:"schema"`
	Outcome  Outcome    `json:"outcome"`
	Packages []*Package `json:"packages"`
	// Seed is the seed that the schedules were drawn from.
	Seed uint64 `json:"seed"`
	// Budget is the most time that a test was given, CPUs the -cpu values.
	Budget time.Duration `json:"budget_ns"`
	CPUs   []int         `json:"cpus"`
	Jobs   int           `json:"jobs"`
	Took   time.Duration `json:"took_ns"`
}

// Package is what a hunt showed of one package.
type Package struct {
	// Path is the import path, Dir the folder as seen from where hunt was
	// called, such as "./store".
	Path    string  `json:"package"`
	Dir     string  `json:"dir"`
	Outcome Outcome `json:"outcome"`
	// Problem says why the package could not be hunted, or not in full.
	Problem string `json:"problem,omitempty"`
	// Unhooked is true when the package compiles, but not with the schedule's
	// hooks, so that only plain runs were made.
	Unhooked bool   `json:"unhooked,omitempty"`
	Tests    []Test `json:"tests"`
	// Findings holds each distinct finding once, in the order first seen.
	Findings []Finding     `json:"findings,omitempty"`
	Runs     int           `json:"runs"`
	Built    time.Duration `json:"built_ns"`
	Took     time.Duration `json:"took_ns"`
	// Sources holds the text of every file that a finding marks, by the path
	// that the finding shows.
	Sources map[string][]byte `json:"-"`
}

// Test is what became of one top-level test.
type Test struct {
	Name    string  `json:"name"`
	Outcome Outcome `json:"outcome"`
	// Note says more where the outcome needs it: how a test fails on its own,
	// or where it is when it does not end.
	Note string `json:"note,omitempty"`
	// Sequential is true when the test starts no goroutine, so that a few runs
	// say all there is to say.
	Sequential bool          `json:"sequential,omitempty"`
	Runs       int           `json:"runs"`
	Took       time.Duration `json:"took_ns"`
}

// Finding is a finding with the runs that showed it.
type Finding struct {
	finding.Finding
	// Tests are the tests that showed it.
	Tests []string `json:"tests"`
	// Seen are the runs that showed it; Number counts the test's runs from 1.
	Seen []plan.Run `json:"seen"`
	// After is how long the test had been hunted when it was first seen.
	After time.Duration `json:"after_ns"`
	// Again is the command that replays the first of these runs.
	Again string `json:"again"`
}

// add puts f into the list, or adds to the finding that it repeats.
func (p *Package) add(f Finding) {
	i := slices.IndexFunc(p.Findings, func(o Finding) bool { return sameThing(o.Finding, f.Finding) })
	if i < 0 {
		p.Findings = append(p.Findings, f)
		return
	}
	have := &p.Findings[i]
	if f.Fuller(have.Finding) {
		test := have.Test
		have.Finding = f.Finding
		have.Test = test
	}
	for _, t := range f.Tests {
		if !slices.Contains(have.Tests, t) {
			have.Tests = append(have.Tests, t)
		}
	}
	have.Seen = append(have.Seen, f.Seen...)
}

// sameThing is finding.SameThing, over the borders of tests: the same line
// that races in two tests is one finding.
func sameThing(a, b finding.Finding) bool {
	if a.Kind != finding.WrongResult {
		b.Test = a.Test
	}
	return finding.SameThing(a, b)
}

func (r *Report) conclude() {
	r.Outcome = Clean
	for _, p := range r.Packages {
		switch {
		case p.Outcome == Found:
			r.Outcome = Found
			return
		case p.Outcome == Broken:
			r.Outcome = Broken
		}
	}
}

func (p *Package) conclude() {
	switch {
	case len(p.Findings) > 0:
		p.Outcome = Found
	case p.Problem != "" && !p.Unhooked:
		p.Outcome = Broken
	default:
		p.Outcome = Clean
	}
}
