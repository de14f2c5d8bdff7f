package runner

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"racekata/grader/internal/plan"
	"racekata/grader/internal/sandbox"
)

// TestMain also plays the candidates: this binary, called by another name, is
// the program of that name.
func TestMain(m *testing.M) {
	sandbox.Enter()
	for _, arg := range os.Args {
		// In a sandbox a program has no name of its own.
		if name, ok := strings.CutPrefix(arg, "-test.run=^(plays_"); ok {
			programs[strings.TrimSuffix(name, ")$")]()
			os.Exit(0)
		}
	}
	if program, ok := programs[filepath.Base(os.Args[0])]; ok {
		program()
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

var programs = map[string]func(){
	"looks": func() {
		_, err := os.ReadFile("/etc/passwd")
		fmt.Println("passwd:", err != nil)
		fmt.Println("pid:", os.Getpid())
		fmt.Println("home:", os.Getenv("HOME"))
		fmt.Println("scratch:", os.WriteFile("mine", []byte("x"), 0o644) == nil)
		os.NewFile(3, "events").WriteString(`{"event":"done"}` + "\n")
	},
	"panics": func() { panic("boom") },
	"spins": func() {
		//lint:ignore SA5002 it is there to spin
		for {
		}
	},
	"hogs": func() {
		var all [][]byte
		for {
			b := make([]byte, 1<<20)
			for i := 0; i < len(b); i += 512 {
				b[i] = 1
			}
			//lint:ignore SA4010 it is there to use memory
			all = append(all, b)
		}
	},
	"multiplies": func() {
		for range 1_000_000 {
			go func() { select {} }()
		}
		select {}
	},
	"shouts": func() {
		for {
			os.Stdout.Write(make([]byte, 4096))
		}
	},
	"shouts-on-stderr": func() {
		for {
			print("somebody has to hear this\n")
		}
	},
	"races": func() {
		for range 3 {
			n, c := 0, make(chan int)
			go func() {
				n++
				close(c)
			}()
			n++
			<-c
		}
	},
}

// program is the path of one of programs.
func program(t *testing.T, name string) string {
	t.Helper()
	require.Contains(t, programs, name)
	self, err := os.Executable()
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.Symlink(self, path))
	return path
}

// script is the path of a shell script, for what needs no Go program.
func script(t *testing.T, lines string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "script")
	require.NoError(t, os.WriteFile(path, []byte("#!/bin/sh\n"+lines+"\n"), 0o755))
	return path
}

// run runs the binary once and checks that nothing is left in the folder for
// temporary files.
func run(t *testing.T, binary string, r plan.Run, limits Limits) *Result {
	t.Helper()
	tmp := t.TempDir()
	res, err := Run(t.Context(), binary, tmp, r, limits)
	require.NoError(t, err)
	require.Equal(t, r, res.Run)
	require.Positive(t, res.Took)
	requireEmpty(t, tmp)
	return res
}

func requireEmpty(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, left)
}

var one = plan.Run{Number: 1, CPU: 2}

// brief are the default limits with little time.
func brief() Limits {
	l := Default
	l.Time = 200 * time.Millisecond
	return l
}

func TestExitCodesAndSignals(t *testing.T) {
	for lines, want := range map[string]Result{
		"exit 0":        {},
		"exit 1":        {ExitCode: 1},
		"exit 66":       {ExitCode: 66},
		"kill -TERM $$": {ExitCode: -1, Signal: "terminated"},
		"kill -KILL $$": {ExitCode: -1, Signal: "killed"},
		"kill -SEGV $$": {ExitCode: -1, Signal: "segmentation fault"},
		"exec 3>&-; :":  {}, // it closes its event pipe
	} {
		res := run(t, script(t, lines), one, Default)
		require.Equal(t, want.ExitCode, res.ExitCode, lines)
		require.Equal(t, want.Signal, res.Signal, lines)
		require.Equal(t, None, res.Limit, lines)
		require.Empty(t, res.Events)
		require.Nil(t, res.RaceLog)
	}
}

func TestPanicIsKept(t *testing.T) {
	res := run(t, program(t, "panics"), one, Default)
	require.Equal(t, 2, res.ExitCode)
	require.Contains(t, string(res.Stderr), "panic: boom\n\ngoroutine 1 [running]:")
	require.Empty(t, res.Limit)
}

func TestEventsAndStreamsAreBroughtBack(t *testing.T) {
	res := run(t, script(t, `
echo '{"event":"began","test":"TestA","races":0}' >&3
echo '{"event":"done","races":0}'
echo '{"event":"failed","test":"TestA","races":2,"text":"3 of 4"}' >&3
echo 'oh' >&2
exit 1`), one, Default)
	require.Equal(t, []Event{
		{Name: EventBegan, Test: "TestA"},
		{Name: EventFailed, Test: "TestA", Races: 2, Text: "3 of 4"},
	}, res.Events)
	require.Equal(t, `{"event":"done","races":0}`+"\n", string(res.Stdout))
	require.Equal(t, "oh\n", string(res.Stderr))
}

// The process ended by itself, as when one goroutine panics while another
// reports.
func TestEventCutOff(t *testing.T) {
	res := run(t, script(t, `printf '{"event":"began","races":0}\n{"event":"fai' >&3; exit 2`), one, Default)
	require.Equal(t, []Event{{Name: EventBegan}}, res.Events)
	require.Equal(t, 2, res.ExitCode)
}

// Only the kit writes there. What is no event is a fault of ours, unless the
// process was killed.
func TestEventsThatAreNone(t *testing.T) {
	_, err := Run(t.Context(), script(t, "echo hello >&3"), t.TempDir(), one, Default)
	require.ErrorContains(t, err, "read the event pipe: event 1 is not one line of JSON")
	res := run(t, script(t, "echo hello >&3; kill -KILL $$"), one, Default)
	require.Equal(t, "killed", res.Signal)
}

// More than the pipe holds.
func TestManyEvents(t *testing.T) {
	res := run(t, script(t, `i=0; while [ $i -lt 5000 ]; do echo '{"event":"failed","races":0,"text":"again and again and again"}'; i=$((i+1)); done >&3`), one, Default)
	require.Len(t, res.Events, 5000)
}

func TestWhatARunSees(t *testing.T) {
	t.Setenv("SECRET", "of the user's")
	t.Setenv("GORACE", "halt_on_error=1")
	t.Setenv("GOMAXPROCS", "3")
	show := script(t, `pwd; ls -A; for a; do echo "arg $a"; done; env`)
	lines := strings.Split(string(run(t, show, plan.Run{
		Number: 4, CPU: 6, Profile: "pauses", Seed: 1<<64 - 1, Tests: []string{"TestA", "TestB+"},
	}, brief()).Stdout), "\n")
	require.Equal(t, "scratch", filepath.Base(lines[0]))
	require.Equal(t, []string{
		"arg -test.timeout=0", "arg -test.paniconexit0", "arg -test.cpu=6", `arg -test.run=^(TestA|TestB\+)$`,
	}, lines[1:5], "the folder is empty")
	env := lines[5:]
	for _, want := range []string{
		"RACEKATA_EVENTS=3", "RACEKATA_LIMIT=200ms", "RACEKATA_SCHEDULE=pauses:18446744073709551615",
		"GOMAXPROCS=6", "GOTRACEBACK=all", "TMPDIR=" + lines[0], "HOME=" + lines[0],
	} {
		require.Contains(t, env, want)
	}
	for _, line := range env {
		require.NotContains(t, line, "SECRET")
		require.NotContains(t, line, "halt_on_error")
	}

	plain := string(run(t, show, one, Default).Stdout)
	require.NotContains(t, plain, "RACEKATA_SCHEDULE")
	require.NotContains(t, plain, "test.run")
	require.Contains(t, plain, "arg -test.skip=^TestCanary\n")
	require.NotContains(t, string(run(t, show, plan.Run{CPU: 1, Profile: "none", Seed: 1}, Default).Stdout), "RACEKATA_SCHEDULE")
}

func TestLimitOnTime(t *testing.T) {
	for _, binary := range []string{program(t, "spins"), script(t, "exec sleep 1000"), script(t, "trap '' TERM INT HUP; while :; do :; done")} {
		res := run(t, binary, one, brief())
		require.Equal(t, Time, res.Limit)
		require.Equal(t, -1, res.ExitCode)
		require.Empty(t, res.Signal)
		// With room: what it waits for a processor is not counted.
		require.Less(t, res.Took, 10*(brief().Time+grace))
		require.Greater(t, res.Took, grace, "the kit has its time to end the run itself")
	}
}

func TestLimitOnMemory(t *testing.T) {
	limits := Default
	limits.Memory = 200 << 20
	res := run(t, program(t, "hogs"), one, limits)
	require.Equal(t, Memory, res.Limit)
	require.Equal(t, -1, res.ExitCode)
}

func TestAMillionGoroutines(t *testing.T) {
	res := run(t, program(t, "multiplies"), one, Default)
	require.Equal(t, Memory, res.Limit)
}

func TestLimitOnOutput(t *testing.T) {
	res := run(t, program(t, "shouts"), one, Default)
	require.Equal(t, Output, res.Limit)
	require.Equal(t, -1, res.ExitCode)
	require.Len(t, res.Stdout, Default.Output)
	require.Empty(t, res.Stderr)

	res = run(t, program(t, "shouts-on-stderr"), one, Default)
	require.Equal(t, Output, res.Limit)
	require.Len(t, res.Stderr, Default.Output)

	// Exactly as much as may be kept is not too much.
	limits := Default
	limits.Output = 6
	res = run(t, script(t, "echo hello; echo hello >&2"), one, limits)
	require.Equal(t, None, res.Limit)
	require.Equal(t, "hello\n", string(res.Stdout))
	require.Equal(t, "hello\n", string(res.Stderr))
	limits.Output = 5
	require.Equal(t, Output, run(t, script(t, "echo hello; exec sleep 1000"), one, limits).Limit)
}

func TestRaceLog(t *testing.T) {
	// The detector splits its options at each of these.
	tmp := filepath.Join(t.TempDir(), "Jane's work, a:b")
	require.NoError(t, os.Mkdir(tmp, 0o755))
	const log = `for o in $GORACE; do case $o in log_path=*) printf 'one\ntwo\n' > "${o#log_path=}.$$";; esac; done`
	res, err := Run(t.Context(), script(t, log), tmp, one, Default)
	require.NoError(t, err)
	require.Equal(t, "one\ntwo\n", string(res.RaceLog))
	requireEmpty(t, tmp)

	limits := Default
	limits.Output = 5
	res = run(t, script(t, log), one, limits)
	require.Equal(t, "one\nt", string(res.RaceLog))
	require.Empty(t, res.Limit)
}

func TestRaceLogOfTheDetector(t *testing.T) {
	if !raceEnabled {
		t.Skip("this test binary is built without the race detector")
	}
	tmp := filepath.Join(t.TempDir(), "Jane's work, a:b")
	require.NoError(t, os.Mkdir(tmp, 0o755))
	res, err := Run(t.Context(), program(t, "races"), tmp, one, Default)
	require.NoError(t, err)
	require.Equal(t, 66, res.ExitCode)
	require.Equal(t, 3, strings.Count(string(res.RaceLog), "WARNING: DATA RACE"), "equal stacks are reported each time:\n%s%s", res.RaceLog, res.Stderr)
	requireEmpty(t, tmp)
}

// fifo is a pipe with a name. Its reading end comes once somebody writes.
func fifo(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "fifo")
	require.NoError(t, syscall.Mkfifo(path, 0o600))
	return path
}

func TestGrandchildrenGoAsWell(t *testing.T) {
	// Each says that it is there before its parent goes on.
	for name, lines := range map[string]string{
		"at the limit":         "(: > there; sleep 1000; :) > %s & exec sleep 1000",
		"after an end":         "(: > there; sleep 1000; :) > %s & until [ -e there ]; do :; done; exit 0",
		"one that will not go": "(trap '' TERM HUP INT; : > there; while :; do sleep 1; done) > %s & until [ -e there ]; do :; done; exit 0",
	} {
		t.Run(name, func(t *testing.T) {
			path := fifo(t)
			gone := make(chan error, 1)
			go func() {
				f, err := os.Open(path)
				if err == nil {
					_, err = io.Copy(io.Discard, f) // ends when nobody can write
					f.Close()
				}
				gone <- err
			}()
			run(t, script(t, fmt.Sprintf(lines, path)), one, brief())
			select {
			case err := <-gone:
				require.NoError(t, err)
			case <-time.After(10 * time.Second):
				t.Fatal("a grandchild lives on")
			}
		})
	}
}

// A process that has left the group is out of reach, but does not keep us.
func TestOneThatLeftTheGroup(t *testing.T) {
	if _, err := os.Stat("/usr/bin/setsid"); err != nil {
		t.Skip("this machine has no setsid command")
	}
	path := filepath.Join(t.TempDir(), "pid")
	start := time.Now()
	// sleep holds the event pipe.
	res := run(t, script(t, fmt.Sprintf("setsid sh -c 'echo $$ > %[1]s.new; mv %[1]s.new %[1]s; exec sleep 1000' >/dev/null 2>&1 & until [ -e %[1]s ]; do :; done; exit 0", path)), one, Default)
	require.Less(t, time.Since(start), 5*time.Minute, "it was waited for")
	require.Zero(t, res.ExitCode)
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
	require.NoError(t, err)
	require.NoError(t, syscall.Kill(pid, syscall.SIGKILL))
}

func TestCancelled(t *testing.T) {
	path := fifo(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	cancelled := make(chan time.Time, 1)
	go func() {
		_, _ = os.ReadFile(path) // it is under way
		cancelled <- time.Now()
		cancel()
	}()
	tmp := t.TempDir()
	res, err := Run(ctx, script(t, fmt.Sprintf("sleep 1000 & echo up > %s; exec sleep 1000", path)), tmp, one, Default)
	require.ErrorIs(t, err, context.Canceled)
	require.Nil(t, res)
	require.Less(t, time.Since(<-cancelled), 5*time.Minute, "it was waited for")
	requireEmpty(t, tmp)

	_, err = Run(ctx, script(t, "exit 0"), tmp, one, Default)
	require.ErrorIs(t, err, context.Canceled)
	requireEmpty(t, tmp)
}

func TestMachineFaults(t *testing.T) {
	tmp := t.TempDir()
	_, err := Run(t.Context(), filepath.Join(tmp, "missing"), tmp, one, Default)
	require.ErrorContains(t, err, "start the hidden tests: ")
	require.ErrorIs(t, err, os.ErrNotExist)
	requireEmpty(t, tmp)

	_, err = Run(t.Context(), script(t, "exit 0"), filepath.Join(tmp, "missing"), one, Default)
	require.ErrorContains(t, err, "make a folder for the run: ")
}

// A link in the folder is removed, not what it points to.
func TestFolderIsRemovedWhateverIsInIt(t *testing.T) {
	kept := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(kept, "file"), nil, 0o644))
	run(t, script(t, "mkdir -p a/b/c; echo x > a/b/c/file; ln -s "+kept+" kept"), one, Default)
	require.FileExists(t, filepath.Join(kept, "file"))
}

func TestArgumentsOfNoTests(t *testing.T) {
	require.False(t, slices.ContainsFunc(arguments(plan.Run{CPU: 1}), func(a string) bool { return strings.HasPrefix(a, "-test.run") }))
	require.Contains(t, arguments(plan.Run{CPU: 1, Tests: []string{}}), "-test.run=^()$")
}

// In a sandbox a run sees nothing of the machine, and brings back events, race
// reports and output all the same.
func TestInASandbox(t *testing.T) {
	box := sandbox.Probe(t.Context())
	if !box.Report().Whole() {
		t.Skipf("the sandbox is not whole here: %q", box.Report().Missing)
	}
	limits := Default
	limits.Box = box
	self, err := os.Executable()
	require.NoError(t, err)
	play := func(name string) *Result {
		// The sandbox gives the program to another user, so it has to be one
		// that may be changed.
		copied := filepath.Join(t.TempDir(), "candidate.test")
		content, err := os.ReadFile(self)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(copied, content, 0o755))
		return run(t, copied, plan.Run{CPU: 2, Tests: []string{"plays_" + name}}, limits)
	}
	res := play("looks")
	require.Equal(t, "passwd: true\npid: 1\nhome: /sandbox/scratch\nscratch: true\n", string(res.Stdout), "%s", res.Stderr)
	require.Equal(t, []Event{{Name: EventDone}}, res.Events)

	if raceEnabled {
		res = play("races")
		require.Equal(t, 3, strings.Count(string(res.RaceLog), "WARNING: DATA RACE"))
	}
	limits.Time = 200 * time.Millisecond
	require.Equal(t, Time, play("spins").Limit)
	limits.Time, limits.Memory = Default.Time, 64<<20
	require.Equal(t, Memory, play("hogs").Limit)
	limits.Memory = Default.Memory
	require.Equal(t, Output, play("shouts").Limit)
}
