package selfcheck

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/judge"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/verdict"
)

// Role is what a subject is to its exercise.
type Role string

const (
	Starter   Role = "starter"
	Reference Role = "reference"
	Right     Role = "right"
	Wrong     Role = "wrong"
)

// Subject is a candidate with what is expected of it.
type Subject struct {
	Exercise  *exercise.Exercise
	Role      Role
	Name      string // of the fixture; "" for starter and reference
	Want      exercise.Want
	Candidate candidate.Candidate
}

// String is the fixture's place: "wrong/lock_only_in_add".
func (s Subject) String() string {
	if s.Name == "" {
		return string(s.Role)
	}
	return string(s.Role) + "/" + s.Name
}

// Result is how a subject did.
type Result struct {
	Subject Subject
	// Times is how many checks were made on one build, Good how many went as
	// they must.
	Times, Good int
	// Problem is the first thing that did not; "" when all is well.
	Problem string
	// Runs counts the runs made, Caught those with a finding.
	Runs, Caught int
	Took         time.Duration
}

// Exam examines subjects.
type Exam struct {
	Judge *judge.Judge
	// Plan is the plan of the n-th check, each with a seed of its own.
	Plan  func(s Subject, n int) (plan.Plan, judge.RunOptions)
	Times int
	// Memory, if not nil, keeps the results, and what it has of an earlier
	// exam that was stopped counts.
	Memory *Memory
	// Kind says how the exam is held, such as under which load; results of
	// different kinds are kept apart.
	Kind string
}

// Key names what Memory has of the subject.
func (x Exam) Key(s Subject) (string, error) { return x.Memory.Key(s, x.what()) }

// Subjects lists the candidates of an exercise: starter, reference, right and
// wrong answers.
func Subjects(e *exercise.Exercise) ([]Subject, error) {
	first, err := candidate.Starter(e)
	if err != nil {
		return nil, err
	}
	files, err := e.Reference()
	if err != nil {
		return nil, err
	}
	reference, err := candidate.FromFiles(files)
	if err != nil {
		return nil, fmt.Errorf("reference of %s: %w", e.ID, err)
	}
	all := []Subject{
		{Exercise: e, Role: Starter, Candidate: first},
		{Exercise: e, Role: Reference, Candidate: reference},
	}
	right, err := e.Right()
	if err != nil {
		return nil, err
	}
	wrong, err := e.Wrong()
	if err != nil {
		return nil, err
	}
	for i, answers := range [][]exercise.Answer{right, wrong} {
		role := []Role{Right, Wrong}[i]
		for _, a := range answers {
			c, err := candidate.FromFiles(map[string][]byte{e.File: a.Source})
			if err != nil {
				return nil, fmt.Errorf("%s answer %s of %s: %w", role, a.Name, e.ID, err)
			}
			all = append(all, Subject{Exercise: e, Role: role, Name: a.Name, Want: a.Want, Candidate: c})
		}
	}
	return all, nil
}

// tally is what of a Result is kept.
type tally struct {
	Times, Good, Runs, Caught int
	Problem                   string
	Took                      time.Duration
}

// Known is what is kept of the subject's checks.
func (x Exam) Known(s Subject) (Result, error) {
	res := Result{Subject: s}
	if x.Memory == nil {
		return res, nil
	}
	var t tally
	found, err := x.Memory.Load(s, x.what(), &t)
	if err == nil && found {
		res.Times, res.Good, res.Runs, res.Caught, res.Problem, res.Took = t.Times, t.Good, t.Runs, t.Caught, t.Problem, t.Took
	}
	return res, err
}

// Adopt makes known what an exam showed elsewhere, if that is more than what is
// known here.
func (x Exam) Adopt(s Subject, d Done) error {
	known, err := x.Known(s)
	if err != nil || d.Times <= known.Times {
		return err
	}
	return x.Memory.Store(s, x.what(), tally{Times: d.Times, Good: d.Good, Problem: d.Problem})
}

// what names the results of this kind of exam.
func (x Exam) what() string { return "exam, " + x.Kind }

// Examine makes the checks on one build of the subject. The error is the
// context's or the machine's.
func (x Exam) Examine(ctx context.Context, s Subject) (Result, error) {
	res, err := x.Known(s)
	if err != nil || res.Times >= max(1, x.Times) {
		return res, err
	}
	start, before := time.Now(), res.Took
	err = x.examine(ctx, s, &res)
	res.Took = before + time.Since(start)
	if x.Memory != nil && res.Times > 0 {
		// What was done before a stop is kept as well.
		t := tally{res.Times, res.Good, res.Runs, res.Caught, res.Problem, res.Took}
		err = errors.Join(err, x.Memory.Store(s, x.what(), t))
	}
	return res, err
}

func (x Exam) examine(ctx context.Context, s Subject, res *Result) (err error) {
	prepared, v, err := x.Judge.Prepare(ctx, s.Exercise, s.Candidate, path.Join("solutions", s.Exercise.ID, s.String()))
	if err != nil {
		return err
	}
	if err := faultOf(v); err != nil {
		return err
	}
	if v != nil {
		// It does not run, and will not the next time either.
		for range max(1, x.Times) {
			res.count(v)
		}
		return nil
	}
	defer func() { err = errors.Join(err, prepared.Close()) }()
	for n := res.Times; n < max(1, x.Times); n++ {
		pl, o := x.Plan(s, n)
		if v, err = prepared.Run(ctx, pl, o); err != nil {
			return err
		}
		res.count(v)
	}
	return nil
}

func (r *Result) count(v *verdict.Verdict) {
	r.Times++
	r.Runs += v.Runs
	var caught []int
	for _, f := range v.Findings {
		for _, run := range f.Seen {
			if !slices.Contains(caught, run.Number) {
				caught = append(caught, run.Number)
			}
		}
	}
	r.Caught += len(caught)
	if p := problem(r.Subject, v); p == "" {
		r.Good++
	} else if r.Problem == "" {
		r.Problem = p
	}
}

// problem says how a verdict differs from what the subject must get; "" when
// it does not.
func problem(s Subject, v *verdict.Verdict) string {
	if v.Outcome == verdict.Fault {
		return "the grader failed: " + v.Fault
	}
	switch s.Role {
	case Starter:
		if v.Outcome == verdict.Passed {
			return "the starter passes"
		}
		if v.Points != 0 {
			return fmt.Sprintf("the untouched starter scores %d points", v.Points)
		}
		return starterChecks(s.Exercise, v)
	case Reference, Right:
		if v.Outcome != verdict.Passed {
			return "not accepted: " + summary(v)
		}
	case Wrong:
		if v.Outcome == verdict.Passed {
			return "accepted; it must be caught by: " + s.Want.String()
		}
		for _, f := range v.Findings {
			if s.Want.Matches(f.Kind) && (s.Want.Check == "" || failsCheck(v, s.Want.Check)) {
				return ""
			}
		}
		return fmt.Sprintf("rejected, but for another reason than %s: %s", s.Want, summary(v))
	}
	return ""
}

// Settled tells whether a run shows by itself that a wrong answer is rejected for
// the reason that it states. What else the run would have found does not matter
// then.
func (s Subject) Settled(r verdict.Run) bool {
	return s.Role == Wrong && problem(s, verdict.Of(s.Exercise, []verdict.Run{r}, 1)) == ""
}

// starterChecks compares what the starter fails with what exercise.toml says.
func starterChecks(e *exercise.Exercise, v *verdict.Verdict) string {
	for i, c := range e.Checks {
		state := v.Checks[i].State
		switch {
		case c.StarterPasses && state == verdict.CheckFailed:
			return fmt.Sprintf("the starter fails %q, which says starter_passes", c.Name)
		case !c.StarterPasses && state == verdict.CheckPassed:
			return fmt.Sprintf("the starter passes %q; say starter_passes there, or make its test see the bug", c.Name)
		}
	}
	return ""
}

func failsCheck(v *verdict.Verdict, name string) bool {
	return slices.ContainsFunc(v.Checks, func(c verdict.Check) bool {
		return c.Name == name && c.State == verdict.CheckFailed
	})
}

// summary is a verdict in a line.
func summary(v *verdict.Verdict) string {
	var parts []string
	for _, f := range v.Findings {
		part := string(f.Kind) + ": " + f.Title
		if f.Detail != "" {
			line, _, _ := strings.Cut(f.Detail, "\n")
			part += " (" + line + ")"
		}
		if len(f.Tests) > 0 {
			part += " in " + strings.Join(f.Tests, ", ")
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return string(v.Outcome) + " without a finding"
	}
	return strings.Join(parts, "; ")
}
