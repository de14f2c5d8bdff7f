package command

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/judge"
	"racekata/grader/internal/progress"
	"racekata/grader/internal/render"
	"racekata/grader/internal/verdict"
)

// checkFlags are what a check can be told.
type checkFlags struct {
	all, json, thorough, plain bool
	cpu, runs, repeat          int
	profile                    string
	seed                       uint64
	seeded                     bool // --seed was given
}

func (a *app) check() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:     "check [exercise]",
		Short:   "Judge your code for an exercise",
		Long:    "Judge your code for an exercise. Without a name: the one whose folder this is,\nor the first that you have not passed.",
		Example: "  racekata-grader check\n  racekata-grader check 101 --cpu 6",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.cpu < 0 || f.cpu > 1024 {
				return &usageError{fmt.Sprintf("--cpu %d makes no sense", f.cpu), "give a number from 1 to 1024"}
			}
			if f.runs < 0 || f.runs > 10000 {
				return &usageError{fmt.Sprintf("--runs %d makes no sense", f.runs), "give a number from 1 to 10000"}
			}
			if err := f.checkReplay(cmd.Flags().Changed("repeat")); err != nil {
				return err
			}
			f.seeded = cmd.Flags().Changed("seed")
			return a.runCheck(cmd.Context(), args, f)
		},
		ValidArgsFunction: a.completeExercise,
	}
	cmd.Flags().BoolVar(&f.all, "all", false, "check every exercise")
	cmd.Flags().BoolVar(&f.json, "json", false, "print JSON ("+verdict.Schema+"); with --all one a line")
	cmd.Flags().IntVar(&f.cpu, "cpu", 0, "run at this -cpu value only")
	cmd.Flags().IntVar(&f.runs, "runs", 0, "make the whole plan this many times, stop at nothing")
	cmd.Flags().Uint64Var(&f.seed, "seed", 0, "seed of the schedules (default: drawn from the code)")
	cmd.Flags().StringVar(&f.profile, "profile", "", "with --cpu, --seed: make the one run a finding names")
	cmd.Flags().IntVar(&f.repeat, "repeat", 1, "with --profile: up to so many such runs")
	cmd.Flags().BoolVar(&f.plain, "plain", false, "only the unperturbed runs; proves nothing for good")
	cmd.Flags().BoolVar(&f.thorough, "thorough", false, "the plan that grading uses: more schedules")
	return cmd
}

func (a *app) runCheck(ctx context.Context, args []string, f checkFlags) error {
	c, top, err := a.repository()
	if err != nil {
		return err
	}
	a.tellNews(c, top)
	var list []*exercise.Exercise
	if f.all {
		if len(args) > 0 {
			return &usageError{"--all and the name of an exercise do not go together", "leave one of them out"}
		}
		list = c.Path()
	} else {
		e, err := a.pick(c, top, args)
		if err != nil {
			return err
		}
		list = []*exercise.Exercise{e}
	}
	line := render.NewStatus(a.stderr, a.styleFor(a.stderr))
	defer line.Clear()
	passed := true
	for i, e := range list {
		got, err := a.judgeFolder(ctx, c, filepath.Join(top, "exercises", e.ID), e, f, func(s judge.Step) { line.Show(sayStep(e.ID, s)) })
		if err == nil && got.verdict.Outcome != verdict.Fault && !f.partial() { // a part of the plan proves nothing for good
			err = a.keep(top, e, got)
		}
		line.Clear()
		if f.all && errors.As(err, new(*candidate.Error)) {
			_, sentence := a.explain(err)
			render.Problem(a.stderr, a.styleFor(a.stderr), sentence)
			passed = false
			continue
		}
		if err != nil {
			return err
		}
		v := got.verdict
		if f.json {
			if err := writeJSON(a.stdout, v, !f.all); err != nil {
				return err
			}
		} else {
			if i > 0 {
				fmt.Fprintln(a.stdout)
			}
			a.style().Verdict(a.stdout, v, got.sources, a.next(v, top, c, f.partial()))
		}
		if v.Outcome == verdict.Fault {
			return codeError(ExitFault)
		}
		passed = passed && v.Outcome == verdict.Passed
	}
	if !passed {
		return codeError(ExitNotPassed)
	}
	return nil
}

// keep remembers a learner's verdict. One that cannot be kept is worth showing
// all the same.
func (a *app) keep(top string, e *exercise.Exercise, got judged) error {
	version, err := e.Version()
	if err != nil {
		return err
	}
	untouched, err := candidate.Untouched(e, got.hash)
	if err != nil {
		return err
	}
	err = a.progress(top).Update(func(st *progress.State) {
		remember(st, got.verdict, got.hash, time.Now())
		if !untouched { // to look at an exercise is no attempt
			st.Of(e.ID).Attempts++
		}
		st.Of(e.ID).PassedIn(version)
	})
	if err != nil {
		_, sentence := a.explain(err)
		render.Problem(a.stderr, a.styleFor(a.stderr), "this verdict could not be kept: "+sentence)
	}
	return nil
}

func remember(st *progress.State, v *verdict.Verdict, hash string, now time.Time) {
	entry := st.Of(v.Exercise)
	entry.Points = v.Points
	entry.Open = ""
	entry.Checked = now.UTC()
	for _, c := range v.Checks {
		if c.State != verdict.CheckPassed && c.State != verdict.CheckPending {
			entry.Open = c.Name
			break
		}
	}
	if v.Outcome == verdict.Passed {
		entry.Passed = &progress.Pass{At: now.UTC().Truncate(time.Second), Hash: hash}
	}
}

// next is the last line of the screen: what to do now.
func (a *app) next(v *verdict.Verdict, top string, c exercise.Catalogue, partial bool) string {
	s := a.style()
	id, err := c.Find(v.Exercise)
	if err != nil {
		return ""
	}
	if v.Outcome != verdict.Passed {
		return "Next: " + s.Command("hint", id.Number())
	}
	if partial {
		return "These runs passed. The whole plan: " + s.Command("check", id.Number())
	}
	line := "Passed."
	if !id.Bare {
		line += " What it was about: " + s.Command("solution", id.Number())
	}
	st, err := a.progress(top).Read()
	if err != nil {
		return line // to keep the verdict failed too, and that was said
	}
	if e := following(c, st, v.Exercise); e != nil {
		return line + "\n  Next: " + s.Command("check", e.Number()) + " (exercises/" + e.ID + ")"
	}
	return line + "\n  " + allPassed
}

const allPassed = "All exercises here have passed."

func sayStep(id string, s judge.Step) (line string, long bool) {
	switch {
	case s.FirstBuild:
		return id + ": compiling the standard library for the race detector; once on a machine, about a minute", true
	case s.Compiling:
		return id + ": compiling", false
	case s.Run < s.Planned:
		return fmt.Sprintf("%s: run %d of %d", id, s.Run+1, s.Planned), false
	}
	return id + ": reading what the runs showed", false
}

func writeJSON(w interface{ Write([]byte) (int, error) }, v *verdict.Verdict, indent bool) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if indent {
		enc.SetIndent("", "  ")
	}
	return enc.Encode(v)
}
