package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/tmux"
	"racekata/solutions"
)

// The screens of watch and interview, in a real terminal, with the grader as it
// is built for people.

// start runs the grader in a terminal.
func (p *place) start(args ...string) *tmux.Terminal {
	p.t.Helper()
	return tmux.Start(p.t, tmux.Options{Height: 40, Width: 80, Dir: p.dir, Env: []string{
		"RACEKATA_CACHE=" + p.cache, "TMPDIR=" + p.tmp,
	}}, append([]string{p.grader}, args...)...)
}

// clean fails the test unless the terminal is as it was, with nothing left.
func (p *place) clean(term *tmux.Terminal) {
	p.t.Helper()
	term.Unchanged()
	p.left()
}

func TestWatchFromStarterToSolution(t *testing.T) {
	p := newPlace(t)
	term := p.start("watch")
	term.Wait("101_counter · correctness", "data race: two goroutines use Counter.n", "0 / 10", "n skip")
	term.Keys("h")
	term.Wait("1 of 3", "esc back")
	term.Keys("Escape")
	term.Keys("s")
	term.Wait("the solution is shown once 101_counter has passed")
	term.Keys("o")
	term.Wait("finding 1 of", "read by goroutine")
	term.Keys("End")
	term.Wait("Goroutine", "lines ") // of the detector's own report
	term.Keys("Escape")

	// An editor that saves by rename.
	p.save("exercises/101_counter/.counter.go.new", p.reference("101_counter", "counter.go"))
	require.NoError(t, os.Rename(p.path("exercises/101_counter/.counter.go.new"), p.path("exercises/101_counter/counter.go")))
	term.Wait("10 / 10", "Passed.", "n next", "1 of 25")
	term.Keys("s")
	term.Wait("// solutions/101_counter/counter.go")
	term.Keys("Escape")
	term.Keys("l")
	term.Wait("✓ 101_counter")
	term.Keys("Escape")
	term.Keys("n")
	term.Wait("105_panic_room · correctness", "waiting for a save")
	term.Keys("p")
	term.Wait("101_counter · correctness", "Passed.", "waiting for a save")

	// What does not compile, a folder that goes, and one that comes back.
	p.save("exercises/101_counter/counter.go", []byte("package counter\n\nfunc Oops() { return 1 }\n"))
	term.Wait("compile error")
	require.NoError(t, os.Rename(p.path("exercises/101_counter"), p.path("exercises/aside")))
	term.Wait("the folder", "is missing")
	require.NoError(t, os.Rename(p.path("exercises/aside"), p.path("exercises/101_counter")))
	term.Wait("compile error")
	term.Keys("x")
	term.Wait("put 101_counter back to the starter? your version is kept (y/n)")
	term.Keys("y")
	term.Wait("data race", "your version is kept in .racekata/versions/101_counter/")
	term.Keys("q")
	require.Equal(t, 0, term.Exit(), term.Stderr())
	p.clean(term)
}

func TestWatchLeftInTheMiddle(t *testing.T) {
	p := newPlace(t)
	for _, at := range []string{"compiling", "run "} {
		term := p.start("watch", "101")
		term.Wait("waiting for a save")
		p.save("exercises/101_counter/counter.go", append(p.reference("101_counter", "counter.go"), "\n// at "+at...))
		term.Until("is at "+at, func(screen string) bool {
			return regexp.MustCompile(`101_counter: ` + at).MatchString(screen)
		})
		term.Keys("C-c")
		require.Equal(t, 130, term.Exit(), term.Stderr())
		p.clean(term)
	}
}

// A progress file that this grader must not touch, and one that it cannot read.
func TestWatchAndProgressFiles(t *testing.T) {
	p := newPlace(t)
	require.NoError(t, os.Mkdir(p.path(".racekata"), 0o755))
	newer := []byte(`{"version": 99}`)
	p.save(".racekata/progress.json", newer)
	term := p.start("watch", "101")
	require.Equal(t, 2, term.Exit())
	require.Contains(t, term.Stderr(), "written by a newer grader")
	b, err := os.ReadFile(p.path(".racekata/progress.json"))
	require.NoError(t, err)
	require.Equal(t, newer, b)

	p.save(".racekata/progress.json", []byte(`{"vers`))
	term = p.start("watch", "101")
	term.Wait("the progress file was damaged")
	term.Wait("data race")
	term.Keys("q")
	require.Equal(t, 0, term.Exit(), term.Stderr())
	kept, err := filepath.Glob(p.path(".racekata/progress.json.damaged-1"))
	require.NoError(t, err)
	require.Len(t, kept, 1)

	// No place to keep progress: the verdict is shown all the same.
	require.NoError(t, os.Remove(p.path(".racekata/lock")))
	require.NoError(t, os.Mkdir(p.path(".racekata/lock"), 0o755))
	term = p.start("watch", "101")
	term.Wait("data race", "could not be kept")
	term.Keys("q")
	require.Equal(t, 0, term.Exit(), term.Stderr())
}

func TestInterview(t *testing.T) {
	p := newPlace(t)
	begin := func(args ...string) *tmux.Terminal {
		return p.start(append([]string{"interview"}, args...)...)
	}
	term := begin("--seed", "7", "--exercises", "2", "--level", "1")
	screen := term.Wait("left", "0 of 20 points", "waiting for a save", "n skip")
	require.NotContains(t, screen, "h hint")
	require.NotContains(t, screen, "s solution")
	dirs, err := filepath.Glob(p.path("interviews/*"))
	require.NoError(t, err)
	require.Len(t, dirs, 1)
	require.Regexp(t, regexp.MustCompile(`^\d{4}-\d\d-\d\d-7$`), filepath.Base(dirs[0]))
	set, err := filepath.Glob(filepath.Join(dirs[0], "exercises/*"))
	require.NoError(t, err)
	require.Len(t, set, 2)
	first := filepath.Base(set[slices.IndexFunc(set, func(dir string) bool { return strings.Contains(screen, filepath.Base(dir)+" ·") })])

	// Neither hints nor solutions meanwhile, from wherever they are asked.
	for _, dir := range []string{p.dir, filepath.Join(dirs[0], "exercises", first)} {
		for _, args := range [][]string{{"hint", first}, {"solution", first, "--give-up"}} {
			cmd := exec.Command(p.grader, args...)
			cmd.Dir = dir
			out, err := cmd.CombinedOutput()
			require.Error(t, err)
			require.Equal(t, 2, cmd.ProcessState.ExitCode())
			require.Contains(t, string(out), "is in the interview that runs until")
		}
	}

	desk := p.start("watch", first)
	desk.Wait("waiting for a save")
	for _, key := range []string{"h", "s"} {
		desk.Keys(key)
		desk.Wait("is in the interview that runs until")
		desk.Keys("Escape")
		desk.Gone("is in the interview that runs until")
	}
	desk.Keys("q")
	require.Equal(t, 0, desk.Exit(), desk.Stderr())
	desk = tmux.Start(t, tmux.Options{Dir: dirs[0]}, p.grader, "watch")
	require.Equal(t, 2, desk.Exit())
	require.Contains(t, desk.Stderr(), "holds an interview, which has a screen of its own")

	// A wrong attempt, a stop, and on with the same clock.
	names, err := fs.Glob(solutions.FS, first+"/*.go")
	require.NoError(t, err)
	file := ""
	for _, n := range names {
		if !strings.HasSuffix(n, "_test.go") {
			file = filepath.Base(n)
		}
	}
	target := filepath.Join(dirs[0], "exercises", first, file)
	require.NoError(t, os.WriteFile(target, []byte("package oops\n"), 0o644))
	term.Wait("forbidden: the package is called oops")
	term.Keys("C-c")
	require.Equal(t, 130, term.Exit(), term.Stderr())
	p.clean(term)

	term = begin()
	term.Wait("this interview was still running; it goes on")
	require.NotContains(t, term.Wait("forbidden"), "45:00 left")
	require.NoError(t, os.WriteFile(target, p.reference(first, file), 0o644))
	term.Wait("10 / 10", "10 of 20 points")
	term.Keys("q")
	term.Wait("end the interview?", "(y/n)")
	term.Keys("n")
	term.Wait("waiting for a save")
	term.Keys("q")
	term.Wait("end the interview?")
	term.Keys("y")
	require.Equal(t, 1, term.Exit(), term.Stderr())
	card := term.Wait("10 / 20", "stopped after", "✓ "+first, "forbidden: the package", "an interviewer would ask", "scorecard.md")
	require.Regexp(t, regexp.MustCompile(`✓ `+first+` +10/10 +2 `), card, "two attempts:\n%s", card)
	p.clean(term)
	for _, name := range []string{"scorecard.md", "scorecard.json", "session.json"} {
		require.FileExists(t, filepath.Join(dirs[0], name))
	}
}

// The clock ends it, and what was saved before is still judged.
func TestInterviewEndedByTheClock(t *testing.T) {
	p := newPlace(t)
	into := filepath.Join(p.dir, "elsewhere")
	term := p.start("interview", "--seed", "1", "--exercises", "1", "--level", "1", "--into", into)
	term.Wait("0 of 10 points", "waiting for a save")
	term.Keys("C-c")
	require.Equal(t, 130, term.Exit(), term.Stderr())

	// Four seconds are left.
	session := filepath.Join(into, "session.json")
	b, err := os.ReadFile(session)
	require.NoError(t, err)
	b = regexp.MustCompile(`"left_ns": \d+`).ReplaceAll(b, fmt.Appendf(nil, `"left_ns": %d`, 4*time.Second))
	require.NoError(t, os.WriteFile(session, b, 0o644))
	term = p.start("interview", "--into", into)
	require.Equal(t, 1, term.Exit(), term.Stderr())
	term.Wait("ended by the clock after 45 min of 45 min", "never tried")
	p.clean(term)

	// Once more shows the scorecard again, and options are refused.
	term = p.start("interview", "--into", into)
	require.Equal(t, 1, term.Exit(), term.Stderr())
	term.Wait("ended by the clock")
	term = p.start("interview", "--into", into, "--minutes", "60")
	require.Equal(t, 2, term.Exit())
	require.Contains(t, term.Stderr(), "holds an interview already")
}
