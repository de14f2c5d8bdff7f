package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"racekata/grader/internal/proc"
	"racekata/grader/internal/render"
	"racekata/grader/internal/tmux"
)

// The tests run this binary once more, in a terminal: there it is a program
// with a screen whose checks do as the file in hand says.
func TestMain(m *testing.M) {
	if dir := os.Getenv("WATCH_STAND_IN"); dir != "" {
		code := standIn(dir)
		if os.WriteFile(filepath.Join(dir, "code"), []byte(strconv.Itoa(code)), 0o644) != nil {
			code = 5
		}
		os.Exit(code)
	}
	goleak.VerifyTestMain(m)
}

var exercises = []string{"101_counter", "102_log_line", "103_hit_stats"}

func standIn(dir string) int {
	if err := os.WriteFile(filepath.Join(dir, "pid"), []byte(strconv.Itoa(os.Getpid())), 0o644); err != nil {
		return 5
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	o := Options{
		Check: func(ctx context.Context, i int, step func(string)) Outcome { return standInCheck(ctx, dir, i, step) },
		Hash:  func(i int) string { return read(dir, i) },
		Header: func(width int) []string {
			return []string{"header " + time.Now().Format(".000000"), strings.Repeat("=", width)}
		},
		Next:     func(i int, _ bool) int { return (i + 1) % len(exercises) },
		Previous: func(i int, _ bool) int { return (i + len(exercises) - 1) % len(exercises) },
		Style:    render.Style{Color: os.Getenv("NO_COLOR") == ""},
		Actions: []Action{
			{Key: "h", Label: "hint", Page: func(context.Context, int) (func(int) string, error) {
				return func(width int) string { return "the hint's page" }, nil
			}},
			{Key: "s", Label: "solution", Page: func(context.Context, int) (func(int) string, error) {
				return nil, errors.New("not yet")
			}},
			{Key: "x", Label: "reset", Recheck: true, Question: func(i int) string { return "reset " + exercises[i] + "?" },
				Page: func(_ context.Context, i int) (func(int) string, error) {
					err := os.WriteFile(file(dir, i), []byte("fresh"), 0o644)
					return func(int) string { return "it is fresh" }, err
				}},
		},
	}
	for _, id := range exercises {
		o.Exercises = append(o.Exercises, Exercise{ID: id, Folder: filepath.Join(dir, id)})
	}
	if d, err := time.ParseDuration(os.Getenv("WATCH_END")); err == nil {
		end := make(chan struct{})
		time.AfterFunc(d, func() { close(end) })
		o.End, o.Tick = end, 50*time.Millisecond
	}
	result, err := Run(ctx, o)
	stop()
	// After a panic of the screen itself the library does not wait for its
	// reader; the process ends.
	if leak := goleak.Find(); leak != nil && !errors.Is(err, tea.ErrProgramPanic) {
		fmt.Fprintln(os.Stderr, leak)
		return 9
	}
	var crash *CrashError
	switch {
	case errors.As(err, &crash):
		fmt.Fprintln(os.Stderr, crash)
		return 3
	case errors.Is(err, context.Canceled):
		return 4
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		return 5
	case result.Interrupted:
		return 130
	case result.Ended:
		return 6
	}
	return 0
}

// standInCheck does what the file says.
func standInCheck(ctx context.Context, dir string, i int, step func(string)) Outcome {
	content := read(dir, i)
	step(exercises[i] + ": run 1 of 3")
	switch word, _, _ := strings.Cut(content, " "); word {
	case "slow":
		// As a build does: a child that is killed with the context.
		_ = proc.Run(ctx, exec.Command("sleep", "1234.5"), proc.Limits{})
	case "panic":
		panic("of the judge")
	}
	screen := "verdict on: " + content + "\n"
	if strings.HasPrefix(content, "long") {
		for n := range 300 {
			screen += fmt.Sprintf("line %d of the output\n", n+1)
		}
	}
	return Outcome{
		Screen: func(width int) string {
			if strings.HasPrefix(content, "ugly") {
				panic("of the screen")
			}
			return fmt.Sprintf("%sat %d columns\n", screen, width)
		},
		Full:   func(int) string { return "all the output" },
		Passed: strings.HasPrefix(content, "right"), Hash: content,
	}
}

func file(dir string, i int) string { return filepath.Join(dir, exercises[i], "code.go") }

func read(dir string, i int) string {
	b, err := os.ReadFile(file(dir, i))
	if err != nil {
		return "nothing"
	}
	return string(b)
}

// desk is a folder of exercises under a screen.
type desk struct {
	*tmux.Terminal
	t   *testing.T
	dir string
}

// open waits for the first verdict.
func open(t *testing.T, o tmux.Options) *desk {
	t.Helper()
	d := start(t, o)
	d.Wait("verdict on: start 0", "waiting for a save")
	return d
}

func start(t *testing.T, o tmux.Options) *desk {
	t.Helper()
	d := &desk{t: t, dir: t.TempDir()}
	for i := range exercises {
		require.NoError(t, os.Mkdir(filepath.Join(d.dir, exercises[i]), 0o755))
		d.save(i, fmt.Sprintf("start %d", i))
	}
	self, err := os.Executable()
	require.NoError(t, err)
	o.Env = append(o.Env, "WATCH_STAND_IN="+d.dir)
	d.Terminal = tmux.Start(t, o, self)
	return d
}

func (d *desk) save(i int, content string) {
	d.t.Helper()
	require.NoError(d.t, os.WriteFile(file(d.dir, i), []byte(content), 0o644))
}

// ends quits by the keys, and holds the end to what it must be.
func (d *desk) ends(code int, keys ...string) {
	d.t.Helper()
	d.Keys(keys...)
	require.Equal(d.t, code, d.Exit(), "standard error:\n%s", d.Stderr())
	d.Unchanged()
	d.noChild()
}

func (d *desk) noChild() {
	d.t.Helper()
	out, err := exec.Command("pgrep", "-f", "^sleep 1234.5$").Output()
	require.Error(d.t, err, "a child was left: %s", out)
}

func TestSaves(t *testing.T) {
	d := open(t, tmux.Options{})
	d.save(0, "in place")
	d.Wait("verdict on: in place")

	require.NoError(t, os.WriteFile(file(d.dir, 0)+".new", []byte("by rename"), 0o644))
	require.NoError(t, os.Rename(file(d.dir, 0)+".new", file(d.dir, 0)))
	d.Wait("verdict on: by rename")

	require.NoError(t, os.Remove(file(d.dir, 0)))
	d.Wait("verdict on: nothing")
	d.save(0, "made again")
	d.Wait("verdict on: made again")

	// The folder goes and comes back, as with git checkout.
	folder := filepath.Dir(file(d.dir, 0))
	require.NoError(t, os.Rename(folder, folder+"_old"))
	d.Wait("verdict on: nothing")
	require.NoError(t, os.Mkdir(folder, 0o755))
	d.save(0, "in a new folder")
	d.Wait("verdict on: in a new folder")
	d.ends(0, "q")
}

func TestSaveDuringACheckStartsAnew(t *testing.T) {
	d := open(t, tmux.Options{})
	d.save(0, "slow one")
	d.Wait("run 1 of 3", "above: what was there before", "verdict on: start 0")
	d.save(0, "slow two")
	d.save(0, "quick")
	d.Wait("verdict on: quick", "waiting for a save")
	d.noChild()
	d.ends(0, "q")
}

// However saves and checks fall, what is shown last is about what is there.
func TestLastVerdictIsOfTheLastSave(t *testing.T) {
	d := open(t, tmux.Options{})
	for n := range 200 {
		d.save(0, fmt.Sprintf("save %d", n))
		time.Sleep(time.Duration(n%7) * 5 * time.Millisecond)
	}
	d.Wait("verdict on: save 199", "waiting for a save")
	d.ends(0, "q")
}

func TestKeys(t *testing.T) {
	d := open(t, tmux.Options{})
	d.Keys("h")
	d.Wait("the hint's page", "esc back")
	d.Keys("Escape")
	d.Wait("verdict on: start 0", "n skip")
	// Esc and the next key at once, which a terminal sends like Alt and a key.
	d.Keys("h")
	d.Wait("the hint's page")
	d.Keys("Escape", "o")
	d.Wait("all the output")
	d.Keys("Escape")
	d.Wait("verdict on: start 0")
	d.Keys("s")
	d.Wait("not yet", "verdict on: start 0")
	d.Keys("n")
	d.Wait("verdict on: start 1")
	d.Keys("p")
	d.Wait("verdict on: start 0")
	d.Keys("p")
	d.Wait("verdict on: start 2")
	d.save(2, "right")
	d.Wait("verdict on: right", "n next")
	d.Keys("x")
	d.Wait("reset 103_hit_stats? (y/n)")
	d.Keys("n")
	d.Gone("reset 103")
	require.Equal(t, "right", read(d.dir, 2))
	d.Keys("x")
	d.Wait("reset 103_hit_stats? (y/n)")
	d.Keys("y")
	d.Wait("it is fresh", "verdict on: fresh")
	// A save while a page is open brings the verdict.
	d.Keys("h")
	d.Wait("the hint's page")
	d.save(2, "saved beside")
	d.Wait("verdict on: saved beside")
	// The file is the same, and r asks all the same.
	d.Keys("r")
	d.Wait("verdict on: saved beside", "waiting for a save")
	d.ends(0, "q")
}

func TestQuitFromEachScreen(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		see  string
		quit string
		code int
	}{
		{"verdict", nil, "verdict on", "q", 0},
		{"page", []string{"h"}, "the hint's page", "q", 0},
		{"question", []string{"x"}, "(y/n)", "C-c", 130},
		{"verdict, Ctrl-C", nil, "verdict on", "C-c", 130},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, tmux.Options{})
			if c.keys != nil {
				d.Keys(c.keys...)
			}
			d.Wait(c.see)
			d.ends(c.code, c.quit)
		})
	}
}

func TestLeavingDuringACheckLeavesNoChild(t *testing.T) {
	for quit, code := range map[string]int{"q": 0, "C-c": 130} {
		d := open(t, tmux.Options{})
		d.save(0, "slow")
		d.Wait("run 1 of 3", "above: what was there before")
		d.ends(code, quit)
	}
}

func TestSignalAndClosedWindow(t *testing.T) {
	d := open(t, tmux.Options{})
	d.save(0, "slow")
	d.Wait("above: what was there before")
	pid := d.pid()
	require.NoError(t, syscall.Kill(pid, syscall.SIGTERM))
	require.Equal(t, 4, d.Exit(), d.Stderr())
	d.Unchanged()
	d.noChild()

	d = open(t, tmux.Options{})
	d.save(0, "slow")
	d.Wait("above: what was there before")
	pid = d.pid()
	d.Close()
	for end := time.Now().Add(time.Minute); syscall.Kill(pid, 0) == nil; time.Sleep(20 * time.Millisecond) {
		require.True(t, time.Now().Before(end), "the program outlived its window")
	}
	d.noChild()
	code, err := os.ReadFile(filepath.Join(d.dir, "code"))
	require.NoError(t, err)
	require.Equal(t, "4", string(code), "it ended by the signal, and left no goroutine")
}

// pid is the stand-in's.
func (d *desk) pid() int {
	d.t.Helper()
	b, err := os.ReadFile(filepath.Join(d.dir, "pid"))
	require.NoError(d.t, err)
	pid, err := strconv.Atoi(string(b))
	require.NoError(d.t, err)
	return pid
}

func TestCrashGivesTheTerminalBack(t *testing.T) {
	d := open(t, tmux.Options{})
	d.save(0, "panic")
	require.Equal(t, 3, d.Exit())
	require.Contains(t, d.Stderr(), "a check crashed: of the judge")
	d.Unchanged()

	d = open(t, tmux.Options{})
	d.save(0, "ugly")
	require.Equal(t, 5, d.Exit())
	require.Contains(t, d.Stderr(), "of the screen")
	d.Unchanged()
}

func TestResizeAndScroll(t *testing.T) {
	d := open(t, tmux.Options{Width: 100, Height: 30})
	d.Wait("at 100 columns")
	d.Resize(60, 20)
	d.Wait("at 60 columns", "q quit")
	for _, line := range strings.Split(d.Screen(), "\n") {
		require.LessOrEqual(t, len([]rune(line)), 60)
	}
	d.save(0, "long")
	d.Wait("line 1 of the output", "lines 1 to", "judged at")
	d.Keys("End")
	d.Wait("line 300 of the output", "of 302")
	d.Keys("Home")
	d.Wait("verdict on: long")
	d.Keys("Space")
	d.Wait("line 20 of the output")
	d.Keys("Up")
	d.Keys("Down")
	d.Keys("b")
	d.Wait("verdict on: long")
	d.Keys("End")
	d.Wait("line 300 of the output")
	d.Resize(120, 50)
	d.Wait("line 300 of the output", "at 120 columns")
	d.Resize(30, 8)
	d.Wait("lines ")
	d.ends(0, "q")
}

func TestColour(t *testing.T) {
	escape := regexp.MustCompile(`\x1b\[[0-9;]*m`)
	d := open(t, tmux.Options{})
	require.Regexp(t, escape, d.Coloured())
	d.ends(0, "q")
	d = open(t, tmux.Options{Env: []string{"NO_COLOR=1"}})
	require.NotRegexp(t, regexp.MustCompile(`\x1b\[[0-9;]*3[0-7]m`), d.Coloured())
	d.ends(0, "q")
}

// When the time is up, what was saved before is still judged.
func TestEnd(t *testing.T) {
	d := open(t, tmux.Options{Env: []string{"WATCH_END=1s"}})
	require.Equal(t, 6, d.Exit())
	d.Unchanged()
}
