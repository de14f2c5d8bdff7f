package judge

import (
	"context"
	"errors"
	"os/exec"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/finding/compileerror"
	"racekata/grader/internal/proc"
	"racekata/grader/internal/verdict"
	"racekata/grader/internal/workspace"
)

// vetted is what go vet said, or why it could not.
type vetted struct {
	output string
	err    error
}

// startVet runs go vet beside the build, if it is asked for. It reads the
// candidate as it is, without hooks.
func (p *Prepared) startVet(ctx context.Context, overlay *workspace.Overlay) {
	if !p.judge.Vet {
		return
	}
	p.vet = make(chan vetted, 1)
	go func() {
		out, err := p.judge.Workspace.Vet(ctx, p.tmp, overlay, p.exercise)
		p.vet <- vetted{out, err}
	}()
}

// advice waits for vet and returns what it says of the candidate's own files.
// It never decides, so a vet that could not run is no more than a remark.
func (p *Prepared) advice() []verdict.Advice {
	if p.vet == nil {
		return nil
	}
	v := <-p.vet
	p.vet = nil
	if v.err != nil {
		if errors.Is(v.err, exec.ErrWaitDelay) || errors.Is(v.err, proc.ErrTime) {
			return nil // a machine that is busy: it says nothing of the code
		}
		return []verdict.Advice{{Text: "go vet could not run: " + v.err.Error()}}
	}
	var advice []verdict.Advice
	for _, e := range compileerror.Parse(v.output).Errors {
		file, origin := p.localize(e.File)
		if origin != finding.Candidate || e.File == "" {
			continue
		}
		advice = append(advice, verdict.Advice{
			Position: finding.Position{File: file, Line: e.Line, Column: e.Column},
			Text:     e.Message,
		})
	}
	return advice
}
