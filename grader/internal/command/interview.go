package command

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/interview"
	"racekata/grader/internal/render"
	"racekata/grader/internal/staging"
)

type interviewFlags struct {
	minutes, count int
	level          string
	pillars        []string
	seed           uint64
	into           string
	chosen         bool // any of the above was given, --into apart
}

func (a *app) interview() *cobra.Command {
	var f interviewFlags
	cmd := &cobra.Command{
		Use:   "interview",
		Short: "Practise for an interview: fresh exercises against the clock",
		Long: `Practise for an interview: fresh starters in interviews/<date>-<seed>/, a clock,
no hints and no solutions; a scorecard at the end. The deadline is fixed at the
start. Left with Ctrl-C, the interview goes on with the same command.`,
		Example: "  racekata-grader interview\n  racekata-grader interview --minutes 60 --level 2..4 --pillar coordination",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			for _, name := range []string{"minutes", "exercises", "level", "pillar", "seed"} {
				f.chosen = f.chosen || cmd.Flags().Changed(name)
			}
			if !cmd.Flags().Changed("seed") {
				f.seed = rand.Uint64N(10_000)
			}
			return a.runInterview(cmd.Context(), f)
		},
	}
	cmd.Flags().IntVar(&f.minutes, "minutes", 45, "how long")
	cmd.Flags().IntVar(&f.count, "exercises", 3, "how many")
	cmd.Flags().StringVar(&f.level, "level", "", "levels to draw from: 3, 2..4 or 2..")
	cmd.Flags().StringSliceVar(&f.pillars, "pillar", nil, "pillars to draw from (default: all)")
	cmd.Flags().Uint64Var(&f.seed, "seed", 0, "the same seed draws the same set (default: drawn)")
	cmd.Flags().StringVar(&f.into, "into", "", "lay it out in this folder, which may be anywhere")
	return cmd
}

func (a *app) runInterview(ctx context.Context, f interviewFlags) error {
	if err := a.needTerminal("interview", "run it in one"); err != nil {
		return err
	}
	s, notice, err := a.session(f)
	if err != nil {
		return err
	}
	return a.hold(ctx, s, notice)
}

// session is the interview to go on with, or a new one. notice says which, when
// that was not asked for.
func (a *app) session(f interviewFlags) (s *interview.Session, notice string, err error) {
	here := f.into
	if here == "" {
		if here, err = os.Getwd(); err != nil {
			return nil, "", &usageError{"this folder cannot be read: " + err.Error(), "go to another one"}
		}
	}
	if dir, ok := interview.Of(here); ok {
		if f.chosen {
			return nil, "", &usageError{dir + " holds an interview already, whose minutes and exercises are fixed", "go on with it without those options, or begin another elsewhere"}
		}
		s, err := interview.Open(dir)
		return s, "", err
	}
	l := interview.Layout{Into: f.into, Length: time.Duration(f.minutes) * time.Minute, Now: time.Now(), Grader: a.itself()}
	if f.into == "" {
		if l.Top, err = a.top(); err != nil {
			return nil, "", err
		}
		a.settleExpired(l.Top)
		running, err := interview.Find(l.Top, l.Now)
		if err != nil {
			render.Problem(a.stderr, a.styleFor(a.stderr), err.Error())
		}
		if len(running) > 0 && !f.chosen {
			return running[0], "this interview was still running; it goes on", nil
		}
	}
	if l.Options, err = f.options(); err != nil {
		return nil, "", err
	}
	c, err := a.catalogue()
	if err != nil {
		return nil, "", err
	}
	if l.Exercises, err = interview.Draw(c, l.Options); err != nil {
		return nil, "", &usageError{err.Error(), "see " + program + " interview --help"}
	}
	s, err = interview.LayOut(l)
	if errors.Is(err, staging.ErrNotEmpty) || errors.Is(err, staging.ErrNotFolder) {
		return nil, "", &usageError{f.into + ": " + err.Error(), "name a folder that is empty or that does not exist yet"}
	}
	return s, "", err
}

func (f interviewFlags) options() (o interview.Options, err error) {
	if f.minutes < 1 || f.minutes > 24*60 {
		return o, &usageError{fmt.Sprintf("--minutes %d makes no interview", f.minutes), "give a number from 1 to 1440"}
	}
	o = interview.Options{Count: f.count, Pillars: f.pillars, Seed: f.seed}
	if f.level != "" {
		if o.MinLevel, o.MaxLevel, err = interview.ParseLevels(f.level); err != nil {
			return o, &usageError{"--level: " + err.Error(), "see " + program + " interview --help"}
		}
	}
	return o, nil
}

// itself is how to call this program again; "" when it cannot tell.
func (a *app) itself() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	return path
}

// settleExpired ends the interviews whose time ran out while nobody was there.
func (a *app) settleExpired(top string) {
	expired, err := interview.Expired(top, time.Now())
	if err != nil {
		return // Find says what is wrong with them
	}
	for _, s := range expired {
		if _, err := a.settle(s, interview.ByTime, s.State().Length()); err != nil {
			render.Problem(a.stderr, a.styleFor(a.stderr), err.Error())
			continue
		}
		fmt.Fprintf(a.stderr, "the time of %s had run out; its scorecard is there now\n", relative(s.Dir))
	}
}

// settle ends an interview, if it has not ended, and writes its scorecard.
func (a *app) settle(s *interview.Session, how interview.How, after time.Duration) (card interview.Scorecard, err error) {
	if err := s.End(how, after, time.Now()); err != nil {
		return card, err
	}
	c, err := a.catalogue()
	if err != nil {
		return card, err
	}
	if card, err = interview.Score(s.State(), c); err != nil {
		return card, err
	}
	return card, card.Write(s.Dir)
}

// forbidHelp refuses hints and solutions while an interview runs that has the
// exercise.
func (a *app) forbidHelp(top string, e *exercise.Exercise) error {
	running, err := interview.Find(top, time.Now())
	if err != nil {
		return nil //nolint:nilerr // an interview that cannot be read forbids nothing
	}
	if dir, ok := interview.Of(top); ok {
		if s, err := interview.Open(dir); err == nil && s.State().Running(time.Now()) {
			running = append(running, s)
		}
	}
	for _, s := range running {
		for _, st := range s.State().Exercises {
			if st.ID == e.ID {
				return &usageError{e.ID + " is in the interview that runs until " + s.State().Deadline.Local().Format("15:04"),
					"hints and solutions come afterwards; " + filepath.Base(s.Dir) + " is ended with q in its screen"}
			}
		}
	}
	return nil
}
