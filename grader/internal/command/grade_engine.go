package command

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/classroom/grading"
	"racekata/grader/internal/classroom/kept"
	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/judge"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/progress"
	"racekata/grader/internal/sandbox"
	"racekata/grader/internal/selfcheck"
	"racekata/grader/internal/share"
	"racekata/grader/internal/workspace"
)

// engineFlags say how candidates are judged.
type engineFlags struct {
	jobs           int
	plan           string
	anew           bool
	requireSandbox bool
}

func (f *engineFlags) add(cmd *cobra.Command) {
	cmd.Flags().IntVar(&f.jobs, "jobs", share.Jobs(os.DirFS("/"), plan.Cores()), "candidates judged at once")
	cmd.Flags().StringVar(&f.plan, "plan", planThorough, "thorough, quick or plain")
	cmd.Flags().BoolVar(&f.anew, "anew", false, "judge everything again, whatever is kept")
	cmd.Flags().BoolVar(&f.requireSandbox, "require-sandbox", false, "refuse where the sandbox is not whole")
}

// The plans that a class can be judged by.
const (
	planThorough = "thorough"
	planQuick    = "quick"
	planPlain    = "plain"
)

// perturbed is how many perturbed runs judge an exercise.
func (f engineFlags) perturbed(e *exercise.Exercise) int {
	if f.plan == planPlain {
		return 0
	}
	return perturbedRuns(e, f.plan == planThorough)
}

func (f engineFlags) check() error {
	if f.plan != planThorough && f.plan != planQuick && f.plan != planPlain {
		return &usageError{fmt.Sprintf("no plan is called %q", f.plan), "the plans are thorough, quick and plain"}
	}
	if f.jobs < 1 || f.jobs > 1024 {
		return &usageError{fmt.Sprintf("--jobs %d makes no sense", f.jobs), "give a number from 1 to 1024"}
	}
	return nil
}

// engine judges, and can say on what basis.
type engine struct {
	grading.Engine
	box       *sandbox.Sandbox
	toolchain string
}

// engine makes ready to judge a class: the workspace, the sandbox, what is
// kept.
func (a *app) engine(ctx context.Context, class *grading.Class, f engineFlags) (*engine, error) {
	c, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	j, err := a.judge(c, nil)
	if err != nil {
		return nil, err
	}
	cache, err := workspace.CacheDir()
	if err != nil {
		return nil, err
	}
	b, err := box(ctx, f.requireSandbox)
	if err != nil {
		return nil, err
	}
	toolchain, err := goVersion(ctx)
	if err != nil {
		return nil, err
	}
	secret, err := gradingSecret(cache)
	if err != nil {
		return nil, err
	}
	basis, err := a.basis(class.Exercises, secret, toolchain, f)
	if err != nil {
		return nil, err
	}
	memory, err := keptVerdicts(cache)
	if err != nil {
		return nil, err
	}
	j.Jobs, j.Canaries, j.Limits.Box = 1, true, b
	cpus := plan.CPUs(plan.Cores())
	return &engine{
		Engine: grading.Engine{
			Judge: j, Kept: memory, Jobs: f.jobs, Anew: f.anew,
			Basis: func(e *exercise.Exercise) string { return basis[e.ID] },
			Plan: func(e *exercise.Exercise, cand candidate.Candidate) (plan.Plan, judge.RunOptions) {
				pl := swarm(cpus, 1, seedFor(secret, cand), f.perturbed(e))
				return pl, judge.RunOptions{Round: len(cpus), Rest: true}
			},
		},
		box: b, toolchain: toolchain,
	}, nil
}

// sign says who judged, when and how.
func (g *engine) sign(r *results.Results) {
	r.Graded = time.Now().UTC().Truncate(time.Second)
	r.Grader, r.Toolchain = revision(), g.toolchain
	r.Unprotected = g.box.Report().Missing
}

// basis names, for each exercise, all that judges it: its own version and plan,
// the grader with its policy, the kit, the toolchain, the seeds.
func (a *app) basis(c exercise.Catalogue, secret []byte, toolchain string, f engineFlags) (map[string]string, error) {
	kit, err := selfcheck.HashSources(a.embedded.Kit)
	if err != nil {
		return nil, err
	}
	self, err := hashOfSelf()
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	for _, e := range c {
		version, err := e.Version()
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(fmt.Appendf(nil, "%s %s %s %s %x %d %v", version, kit, self, toolchain,
			sha256.Sum256(secret), f.perturbed(e), plan.CPUs(plan.Cores())))
		all[e.ID] = hex.EncodeToString(sum[:8])
	}
	return all, nil
}

// hashOfSelf names this program: its policy, its findings and its verdicts are
// in there.
func hashOfSelf() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find the own binary: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read the own binary: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read the own binary: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// goVersion is the version of the go command that compiles.
func goVersion(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", "env", "GOVERSION")
	cmd.Env = append(os.Environ(), "GOTOOLCHAIN=local", "GOWORK=off")
	cmd.Dir = os.TempDir()
	out, err := cmd.Output()
	v := strings.TrimSpace(string(out))
	if err != nil || v == "" {
		return "", &workspace.EnvironmentError{Problem: fmt.Sprintf("the go command does not say its version: %v", err), Fix: "racekata-grader doctor"}
	}
	return v + " " + runtime.GOOS + "/" + runtime.GOARCH, nil
}

// gradingSecret is what this machine's grading seeds are drawn from. Students
// can run the same plans at home; with seeds that follow from the code alone,
// they could try comments until a wrong answer passes.
func gradingSecret(cache string) ([]byte, error) {
	path := filepath.Join(cache, "grading-secret")
	for {
		secret, err := os.ReadFile(path)
		if err == nil && len(secret) == 32 {
			return secret, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, &progress.FileError{Doing: "read the secret of the seeds", Err: err}
		}
		fresh := make([]byte, 32)
		rand.Read(fresh) // never fails
		if err := os.MkdirAll(cache, 0o755); err != nil {
			return nil, &progress.FileError{Doing: "keep the secret of the seeds", Err: err}
		}
		// Of two processes, on one machine or on two with one disk, one wins.
		if len(secret) > 0 { // a damaged one
			err = progress.WriteAtomic(path, fresh)
		} else {
			err = linkNew(path, fresh)
		}
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, &progress.FileError{Doing: "keep the secret of the seeds", Err: err}
		}
	}
}

// linkNew writes a file whole, and only where there is none yet.
func linkNew(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+"-")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(content)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Link(f.Name(), path)
}

// seedFor draws the seed of a candidate's schedules.
func seedFor(secret []byte, c candidate.Candidate) uint64 {
	sum := sha256.Sum256(append([]byte(c.Hash()), secret...))
	return binary.BigEndian.Uint64(sum[:8])
}

// keptVerdicts is where verdicts are kept by content.
func keptVerdicts(cache string) (*kept.Memory, error) {
	m := &kept.Memory{Dir: filepath.Join(cache, "verdicts")}
	if err := m.Prune(time.Now()); err != nil {
		return nil, &progress.FileError{Doing: "keep verdicts", Err: err}
	}
	return m, nil
}

// box opens the sandbox and refuses to go on without one where that was asked
// for.
func box(ctx context.Context, require bool) (*sandbox.Sandbox, error) {
	b := sandbox.Probe(ctx)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if r := b.Report(); require && !r.Whole() {
		return nil, &usageError{"the sandbox is not whole here:\n    " + strings.Join(r.Missing, "\n    "), "grade on a machine that has what is missing, or without --require-sandbox"}
	}
	return b, nil
}
