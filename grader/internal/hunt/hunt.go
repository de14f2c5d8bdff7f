package hunt

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/plan"
)

// Options say what to hunt and how. Kit, Patterns and Budget are required.
type Options struct {
	// Kit holds the kit's sources, as the grader's binary carries them.
	Kit fs.FS
	// Dir is the folder that patterns start from, an absolute path.
	Dir      string
	Patterns []string
	// Run limits the hunt to top-level tests whose names match; nil is all.
	Run *regexp.Regexp
	// CPU is the only -cpu value, 0 is every one that a plan covers. Profile
	// is the only profile, "" is all. With Replay, CPU, Profile and Seed are
	// one run, made again and again.
	CPU     int
	Profile string
	Replay  bool
	// Seed is what schedules are drawn from.
	Seed uint64
	// Budget is the most time a test is given.
	Budget time.Duration
	// Jobs is how many processes run at once.
	Jobs int
	// All goes on after a test's first finding.
	All bool
	// Status, if not nil, is told what is going on. It may be called from
	// several goroutines.
	Status func(Step)
	// Repeat hunts each test so many times, each time with the next seed, for
	// measurements; 0 is once. Tried, if not nil, is told of each time.
	Repeat int
	Tried  func(pkg string, seed uint64, t Test, findings []Finding)
	// Done, if not nil, is called with each package once it is done with.
	Done func(*Package)
}

// Jobs is how many processes to run at once on so many cores. A run under a
// schedule sleeps three quarters of its time: one at a time takes 80 ms and
// 23 ms of CPU time (measured over the corpus).
func Jobs(cores int) int { return 2 * cores }

// Step is what the hunt is doing.
type Step struct {
	// Building names the package whose tests are compiled; Long is true when
	// that has taken a while already.
	Building string
	Long     bool
	// Test is hunted, in Package; Runs counts its runs.
	Package, Test string
	Runs          int
}

// Hunt builds the packages' tests and hunts them, one test after the other.
// The error is a *ProblemError, the context's, or a fault. With the context's
// comes a report of what was done until then.
func Hunt(ctx context.Context, o Options) (*Report, error) {
	start := time.Now()
	cpus := plan.CPUs(plan.Cores())
	if o.CPU > 0 {
		cpus = []int{o.CPU}
	}
	rep := &Report{Schema: Schema, Seed: o.Seed, Budget: o.Budget, CPUs: cpus, Jobs: o.Jobs}
	m, err := load(ctx, o.Dir, o.Patterns)
	if err != nil {
		return nil, err
	}
	tmp, err := temporary()
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	h := &huntsman{options: o, module: m, tmp: tmp, cpus: cpus}
	if err := h.prepare(); err != nil {
		return nil, err
	}
	for _, p := range m.matched {
		got, err := h.hunt(ctx, p)
		if err != nil && ctx.Err() == nil {
			return nil, err
		}
		if got != nil {
			rep.Packages = append(rep.Packages, got)
			if o.Done != nil {
				o.Done(got)
			}
		}
		if ctx.Err() != nil {
			break
		}
	}
	rep.Took = time.Since(start)
	rep.conclude()
	return rep, ctx.Err()
}

// temporary makes the folder for all that is written. The race detector and
// the go command get paths in it, which must be plain.
func temporary() (string, error) {
	tmp, err := os.MkdirTemp("", "racekata-")
	if err == nil {
		tmp, err = filepath.EvalSymlinks(tmp)
	}
	if err != nil {
		return "", &ProblemError{"no temporary folder can be made: " + err.Error(), "set TMPDIR to a folder that may be written and has some space"}
	}
	return tmp, nil
}

// huntsman is a hunt under way.
type huntsman struct {
	options Options
	module  *module
	tmp     string
	cpus    []int
	sources map[string]*sources // by import path
	hooked  string              // overlay files: with hooks and watch,
	watched string              // and with the watch only
	runs    string              // folder for runs
}

func (h *huntsman) status(s Step) {
	if h.options.Status != nil {
		h.options.Status(s)
	}
}

// prepare writes the overlays: every package of the main modules that
// anything depends on, with hooks, and the kit.
func (h *huntsman) prepare() error {
	h.sources = map[string]*sources{}
	hooked, watched := overlay{}, overlay{}
	for _, o := range []overlay{hooked, watched} {
		if err := h.module.kitInto(o, h.options.Kit); err != nil {
			return err
		}
	}
	for _, importPath := range slices.Sorted(maps.Keys(h.module.main)) {
		s := read(h.module.main[importPath])
		s.hookInto(watched, h.module, false)
		s.hookInto(hooked, h.module, true)
		h.sources[importPath] = s
	}
	var err error
	for _, o := range []struct {
		overlay overlay
		dir     string
		file    *string
	}{{hooked, "hooked", &h.hooked}, {watched, "watched", &h.watched}} {
		dir := filepath.Join(h.tmp, o.dir)
		if err = os.Mkdir(dir, 0o755); err != nil {
			break
		}
		if *o.file, err = o.overlay.write(dir); err != nil {
			break
		}
	}
	if err == nil {
		h.runs = filepath.Join(h.tmp, "r")
		err = os.Mkdir(h.runs, 0o755)
	}
	if err != nil {
		return &ProblemError{"temporary files cannot be written: " + err.Error(), "set TMPDIR to a folder that may be written and has some space"}
	}
	return nil
}

// longBuild is how long a build takes that is worth a word.
const longBuild = 5 * time.Second

// hunt builds one package and hunts its tests.
func (h *huntsman) hunt(ctx context.Context, p *listed) (*Package, error) {
	start := time.Now()
	got := &Package{Path: p.ImportPath, Dir: h.shown(p)}
	defer func() {
		got.Took = time.Since(start)
		got.conclude()
	}()
	tests, problem := h.tests(p)
	if problem != "" {
		got.Problem = problem
		return got, nil
	}
	if len(tests) == 0 && p.Error == nil && len(p.TestGoFiles)+len(p.XTestGoFiles) == 0 {
		return got, nil
	}
	// The name is as `go test` has it: there are programs that look.
	binary := filepath.Join(h.tmp, path.Base(p.ImportPath)+".test")
	defer os.Remove(binary)
	h.status(Step{Building: p.ImportPath})
	long := time.AfterFunc(longBuild, func() { h.status(Step{Building: p.ImportPath, Long: true}) })
	err := h.build(ctx, p, binary, got)
	long.Stop()
	got.Built = time.Since(start)
	var broken *buildError
	switch {
	case errors.As(err, &broken):
		got.Problem = broken.words
		return got, nil
	case err != nil:
		return nil, err
	}
	for _, t := range tests {
		for i := range max(1, h.options.Repeat) {
			seed := h.options.Seed + uint64(i)
			test, findings, err := h.one(ctx, p, t, binary, seed, got.Unhooked)
			if err != nil && ctx.Err() == nil {
				return nil, err
			}
			if h.options.Tried != nil && err == nil {
				h.options.Tried(p.ImportPath, seed, test, findings)
			}
			got.Tests = append(got.Tests, test)
			got.Runs += test.Runs
			for _, f := range findings {
				f.Again = h.again(got, tests, f)
				got.add(f)
			}
			if err != nil {
				got.Sources = h.texts(got.Findings)
				return got, err
			}
		}
	}
	got.Sources = h.texts(got.Findings)
	return got, nil
}

// texts are the files that findings mark, as they were built.
func (h *huntsman) texts(findings []Finding) map[string][]byte {
	texts := map[string][]byte{}
	for _, f := range findings {
		for _, m := range f.Marks {
			for _, s := range h.sources {
				if h.relative(s.pkg.Dir) == filepath.Dir(m.File) {
					if src, ok := s.files[filepath.Base(m.File)]; ok {
						texts[m.File] = src
					}
				}
			}
		}
	}
	return texts
}

// tests are those of the package that are meant; problem says why it cannot
// be hunted at all.
func (h *huntsman) tests(p *listed) (tests []testFunc, problem string) {
	s := h.sources[p.ImportPath]
	switch {
	case p.ImportPath == "command-line-arguments":
		return nil, "name its package, not its files"
	case s == nil && p.Error != nil:
		return nil, strings.TrimSpace(p.Error.Err)
	case s == nil:
		return nil, "it does not belong to this module"
	}
	for _, t := range s.tests {
		if h.options.Run == nil || h.options.Run.MatchString(t.Name) {
			tests = append(tests, t)
		}
	}
	return tests, ""
}

// build compiles the package's tests with hooks. What compiles without the
// hooks only is hunted without them.
func (h *huntsman) build(ctx context.Context, p *listed, binary string, got *Package) error {
	err := h.module.build(ctx, p, h.hooked, h.tmp, binary)
	var hooked *buildError
	if !errors.As(err, &hooked) {
		return err
	}
	// Is it the module that does not compile, or what was put into it?
	if err := h.module.build(ctx, p, "", h.tmp, binary); err != nil {
		return err
	}
	if err := h.module.build(ctx, p, h.watched, h.tmp, binary); err != nil {
		return err
	}
	got.Unhooked = true
	got.Problem = "it compiles, but not with the schedule's hooks, so it was hunted without them: " + hooked.words
	return nil
}

// one hunts one test.
func (h *huntsman) one(ctx context.Context, p *listed, t testFunc, binary string, seed uint64, unhooked bool) (Test, []Finding, error) {
	s := &swarm{cpus: h.cpus, seed: seed, profile: h.options.Profile}
	if unhooked {
		s.profile = "none"
	}
	if h.options.Replay {
		s.replay = &plan.Run{CPU: h.options.CPU, Profile: h.options.Profile, Seed: h.options.Seed}
	}
	hunter := &hunter{
		target: &target{binary: binary, test: t.Name, dir: p.Dir, tmp: h.runs, modules: h.module.roots, goRoot: h.module.goRoot},
		reader: reader{test: t.Name, shown: h.relative(p.Dir), localize: h.localize, sources: h.sourcesFor(p)},
		swarm:  s, budget: h.options.Budget, jobs: h.options.Jobs, all: h.options.All,
		timed: h.sources[p.ImportPath].timed(),
	}
	step := Step{Package: p.ImportPath, Test: t.Name}
	h.status(step)
	hunter.status = func(runs int) { step.Runs = runs; h.status(step) }
	return hunter.hunt(ctx)
}

// again is the command that replays the run that showed f first.
func (h *huntsman) again(p *Package, tests []testFunc, f Finding) string {
	r := f.Seen[0]
	profile := r.Profile
	if profile == "" {
		profile = "none"
	}
	name := f.Tests[0]
	for _, t := range tests {
		if t.Name != name && strings.Contains(t.Name, name) {
			name = "'^" + name + "$'"
			break
		}
	}
	return fmt.Sprintf("racekata-grader hunt %s --run %s --cpu %d --profile %s --seed %s",
		p.Dir, name, r.CPU, profile, strconv.FormatUint(r.Seed, 10))
}

// relative is a path as seen from the folder that hunt was called in.
func (h *huntsman) relative(path string) string {
	rel, err := filepath.Rel(h.module.dir, path)
	if err != nil {
		return path
	}
	return rel
}

// shown is a package's folder as the go command takes it: "./store".
func (h *huntsman) shown(p *listed) string {
	if p.Dir == "" || p.Module == nil || !p.Module.Main {
		return p.ImportPath
	}
	rel := h.relative(p.Dir)
	if rel == "." || strings.HasPrefix(rel, "..") || filepath.IsAbs(rel) {
		return rel
	}
	return "." + string(filepath.Separator) + rel
}

// localize maps a path in a tool's output to the module's file.
func (h *huntsman) localize(path string) (string, finding.Origin) {
	for _, root := range h.module.roots {
		name, inside := strings.CutPrefix(path, root+string(filepath.Separator))
		switch {
		case !inside:
		case strings.HasPrefix(name, filepath.Join(injected, "hook")+string(filepath.Separator)):
			return path, finding.Library
		case strings.HasPrefix(name, injected+string(filepath.Separator)):
			return path, finding.Hidden
		case strings.HasPrefix(name, "vendor"+string(filepath.Separator)):
			return path, finding.Library
		default:
			return h.relative(path), finding.Candidate
		}
	}
	return path, finding.Library
}
