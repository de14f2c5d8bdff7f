package judge

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/finding"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/policy"
	"racekata/grader/internal/runner"
	"racekata/grader/internal/schedule"
	"racekata/grader/internal/verdict"
	"racekata/grader/internal/workspace"
)

// Judge judges candidates.
type Judge struct {
	Workspace *workspace.Workspace
	// Jobs is how many runs go on at once.
	Jobs   int
	Limits runner.Limits
	// Vet asks go vet for advice beside the build.
	Vet bool
	// Canaries adds to each binary a test that must race and one that must
	// fail, and believes no verdict of one in which they do not.
	Canaries bool
	// Status is told, in a few words, what is going on; nil is nobody.
	Status func(Step)
}

// Step is what the judge is doing.
type Step struct {
	// Compiling is true during the build; FirstBuild when the standard
	// library has to be compiled for the race detector as well.
	Compiling, FirstBuild bool
	// Run counts the runs that have ended, of Planned.
	Run, Planned int
}

func (j *Judge) status(s Step) {
	if j.Status != nil {
		j.Status(s)
	}
}

// Prepared is a candidate that compiled.
type Prepared struct {
	judge    *Judge
	exercise *exercise.Exercise
	binary   *workspace.Build
	tmp      string
	vet      chan vetted // nil: vet was not asked
	localize func(string) (string, finding.Origin)
	sources  *finding.Sources
	leftOut  []string
	started  time.Time
}

// Close removes the candidate's temporary folder.
func (p *Prepared) Close() error {
	p.advice() // vet may still be reading from it
	return os.RemoveAll(p.tmp)
}

// Prepare applies the policy and compiles. shown is how the learner's folder
// is written in findings, such as "exercises/101_counter". The candidate
// either comes back prepared, or is done with: then there is a verdict. The
// error is the context's or a *workspace.EnvironmentError.
func (j *Judge) Prepare(ctx context.Context, e *exercise.Exercise, c candidate.Candidate, shown string) (*Prepared, *verdict.Verdict, error) {
	p := &Prepared{
		judge: j, exercise: e, started: time.Now(),
		localize: j.Workspace.Localizer(e, shown),
		leftOut:  LeftOut(c),
	}
	if v := p.refuse(c); v != nil {
		return nil, p.finish(v), nil
	}
	p.sources = finding.NewSources(shown, c.Map())
	tmp, err := os.MkdirTemp("", "racekata-")
	if err != nil {
		return nil, nil, workspace.TemporaryProblem(err)
	}
	if p.tmp, err = filepath.EvalSymlinks(tmp); err != nil {
		return nil, nil, errors.Join(workspace.TemporaryProblem(err), os.RemoveAll(tmp))
	}
	v, err := p.compile(ctx, c)
	if v != nil || err != nil {
		return nil, v, errors.Join(err, p.Close())
	}
	return p, nil, nil
}

// refuse applies the policy. Syntax errors are the compiler's business, but
// are found here first.
func (p *Prepared) refuse(c candidate.Candidate) *verdict.Verdict {
	found := policy.Check(c, policy.Rules{
		Package: p.exercise.Package,
		Allow:   policy.Imports(p.exercise.Imports.Add, p.exercise.Imports.Remove),
	})
	if len(found) == 0 {
		return nil
	}
	for _, f := range found {
		if f.Kind == finding.Forbidden {
			return verdict.Refuse(p.exercise, verdict.Refused, found)
		}
	}
	return verdict.Refuse(p.exercise, verdict.Failed, found)
}

// compile builds the candidate with hooks, from which every run of a plan is
// made, perturbed or not.
func (p *Prepared) compile(ctx context.Context, c candidate.Candidate) (*verdict.Verdict, error) {
	w := p.judge.Workspace
	plain, err := w.Overlay(p.tmp, "candidate", p.exercise, c.Map())
	if err != nil {
		return nil, err
	}
	p.startVet(ctx, plain)
	known := w.StandardLibraryIsBuilt()
	p.judge.status(Step{Compiling: true, FirstBuild: !known})
	err = p.build(ctx, c, plain)

	var (
		compile *workspace.CompileError
		limit   *workspace.LimitError
		machine *workspace.EnvironmentError
	)
	switch {
	case err == nil:
		if !known {
			w.NoteStandardLibrary()
		}
		return nil, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.As(err, &machine):
		return nil, err
	case errors.As(err, &limit):
		f := finding.Finding{Kind: finding.Forbidden, Rule: finding.BuildLimit, Title: limit.What}
		return p.finish(verdict.Refuse(p.exercise, verdict.Refused, []finding.Finding{f})), nil
	case errors.As(err, &compile):
		contract, contractErr := p.exercise.Contract()
		if contractErr != nil {
			return nil, contractErr
		}
		found := finding.Compile(compile.Output, contract, p.localize)
		return p.finish(verdict.Refuse(p.exercise, verdict.Failed, found)), nil
	}
	return p.finish(verdict.Faulty(p.exercise, err)), nil
}

// build compiles the candidate with hooks. What does not compile is built once
// more as it is: the compiler's words then are about the learner's text alone.
func (p *Prepared) build(ctx context.Context, c candidate.Candidate, plain *workspace.Overlay) error {
	w := p.judge.Workspace
	files := c.Map()
	hooked, err := rewrite(ctx, files)
	if ctx.Err() != nil || errors.As(err, new(*workspace.LimitError)) {
		return err
	}
	if err != nil {
		// It cannot be parsed, and the compiler says so better.
		var plainErr error
		if p.binary, plainErr = w.Build(ctx, p.tmp, plain, p.exercise); plainErr != nil {
			return plainErr
		}
		return fmt.Errorf("the candidate compiles, but the schedule's hooks cannot be put into it: %w", err)
	}
	maps.Copy(files, hooked)
	if p.judge.Canaries {
		files[canaryFile] = canarySource(p.exercise.Package)
	}
	overlay, err := w.Overlay(p.tmp, "hooked", p.exercise, files)
	if err != nil {
		return err
	}
	var hookedErr error
	p.binary, hookedErr = w.Build(ctx, p.tmp, overlay, p.exercise)
	if hookedErr == nil || ctx.Err() != nil || errors.As(hookedErr, new(*workspace.LimitError)) {
		return hookedErr
	}
	if p.binary, err = w.Build(ctx, p.tmp, plain, p.exercise); err != nil {
		return err
	}
	return fmt.Errorf("the candidate compiles, but not with the schedule's hooks: %w", hookedErr)
}

// rewriteTime bounds the rewriting, which takes milliseconds: types of a few
// lines can be made that no type checker finishes with.
const rewriteTime = 20 * time.Second

// rewrite puts hooks into the files. The type checker cannot be stopped, so one
// that meets the limit goes on until this process ends.
func rewrite(ctx context.Context, files map[string][]byte) (map[string][]byte, error) {
	type result struct {
		files map[string][]byte
		err   error
	}
	done := make(chan result, 1)
	go func() {
		// A screen that has the terminal must live to give it back.
		defer func() {
			if r := recover(); r != nil {
				done <- result{nil, fmt.Errorf("rewrite for schedules: %v\n%s", r, debug.Stack())}
			}
		}()
		hooked, _, err := schedule.Rewrite(files, schedule.Options{Hook: workspace.Hook, First: 1})
		done <- result{hooked, err}
	}()
	limit := time.NewTimer(rewriteTime)
	defer limit.Stop()
	select {
	case r := <-done:
		return r.files, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-limit.C:
		return nil, &workspace.LimitError{What: fmt.Sprintf("its types take longer than %v to check", rewriteTime)}
	}
}

func (p *Prepared) finish(v *verdict.Verdict) *verdict.Verdict {
	v.LeftOut = p.leftOut
	if advice := p.advice(); v.Runs > 0 { // vet only repeats what the compiler says
		v.Advice = advice
	}
	v.Took = time.Since(p.started)
	return v
}

// LeftOut names what a learner may have meant to be judged and is not. What
// every folder has beside the candidate, such as visible tests, is not named.
func LeftOut(c candidate.Candidate) []string {
	var out []string
	for _, l := range c.LeftOut {
		switch l.Reason {
		case candidate.Test, candidate.Folder, candidate.ModuleFile:
			continue
		}
		out = append(out, l.String())
	}
	return out
}

// Check prepares a candidate and runs the plan: the whole way at once. The
// error is the context's or a *workspace.EnvironmentError.
func (j *Judge) Check(ctx context.Context, e *exercise.Exercise, c candidate.Candidate, shown string, pl plan.Plan, o RunOptions) (v *verdict.Verdict, err error) {
	p, v, err := j.Prepare(ctx, e, c, shown)
	if v != nil || err != nil {
		return v, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	return p.Run(ctx, pl, o)
}
