package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"racekata/grader/internal/proc"
)

func TestMain(m *testing.M) {
	Enter()
	goleak.VerifyTestMain(m)
}

// builtEnv names a folder of programs that are built already: an ordinary
// user has no compiler's cache.
const builtEnv = "RACEKATA_TEST_BUILT"

// built is the folder of the programs: attack and racy.
func built(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv(builtEnv); dir != "" {
		return dir
	}
	dir := t.TempDir()
	for _, args := range [][]string{
		{"gcc", "-O1", "-o", filepath.Join(dir, "attack"), "testdata/attack.c"},
		{"go", "test", "-c", "-race", "-o", filepath.Join(dir, "racy"), "./testdata/racy"},
	} {
		if _, err := exec.LookPath(args[0]); err != nil {
			t.Skipf("this machine has no %s", args[0])
		}
		out, err := exec.Command(args[0], args[1:]...).CombinedOutput()
		require.NoError(t, err, "%s", out)
	}
	return dir
}

// outcome is what a program did.
type outcome struct {
	code           int
	signal         syscall.Signal
	err            error
	out, errs, fd3 string
	log            string // of the race detector
	scratch        []string
}

// start runs a program in the box, as the runner does.
func start(t *testing.T, box *Sandbox, limits Limits, outer proc.Limits, env []string, binary string, args ...string) outcome {
	t.Helper()
	dir := t.TempDir()
	scratch := filepath.Join(dir, "scratch")
	require.NoError(t, os.Mkdir(scratch, 0o755))
	r, w, err := os.Pipe()
	require.NoError(t, err)
	c, err := box.Command(Spec{
		Binary: binary, Args: args, Env: env, Scratch: scratch, RaceLog: filepath.Join(dir, "race"),
		ExtraFiles: []*os.File{w}, Limits: limits,
	})
	require.NoError(t, err)
	defer c.Close()
	var o outcome
	var out, errs bytes.Buffer
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.Cmd.Stdout, c.Cmd.Stderr = proc.Bounded(&out, 1<<16, cancel), proc.Bounded(&errs, 1<<16, cancel)
	o.err = proc.Run(ctx, c.Cmd, outer)
	w.Close()
	b, err := io.ReadAll(r)
	require.NoError(t, err)
	r.Close()
	require.NoError(t, c.Failed())
	o.out, o.errs, o.fd3 = out.String(), errs.String(), string(b)
	if s, ok := c.Cmd.ProcessState.Sys().(syscall.WaitStatus); ok && s.Signaled() {
		o.signal = s.Signal()
	}
	o.code = c.Cmd.ProcessState.ExitCode()
	if b, err := os.ReadFile(filepath.Join(dir, "race."+strconv.Itoa(c.PID()))); err == nil {
		o.log = string(b)
	}
	left, err := os.ReadDir(scratch)
	require.NoError(t, err)
	for _, e := range left {
		o.scratch = append(o.scratch, e.Name())
	}
	return o
}

// boxes are the sandboxes that can be tried here: the best, and what is left
// where the kernel gives less.
func boxes(t *testing.T) map[string]*Sandbox {
	t.Helper()
	best := Probe(t.Context())
	if !best.level.View || !best.level.Seccomp || best.level.Landlock == 0 {
		t.Skipf("this kernel gives less: %q", best.Report().Missing)
	}
	all := map[string]*Sandbox{"best": best}
	for name, change := range map[string]func(*level){
		"no user namespace": func(l *level) { l.User = false },
		"no view":           func(l *level) { l.View = false },
		"no namespace":      func(l *level) { l.User, l.View, l.Net = false, false, false },
		"no Landlock":       func(l *level) { l.Landlock = 0 },
		"no filter":         func(l *level) { l.Seccomp = false },
	} {
		l := best.level
		change(&l)
		if _, err := l.try(t.Context()); err != nil {
			t.Logf("%s cannot be tried here: %v", name, err)
			continue
		}
		all[name] = &Sandbox{level: l}
	}
	return all
}

// victim is what must not be reached: files, a process, sockets.
type victim struct {
	dir, file, pid, socket, abstract string
	contents                         map[string]string
}

func newVictim(t *testing.T) victim {
	t.Helper()
	v := victim{dir: t.TempDir(), contents: map[string]string{}}
	v.file = filepath.Join(v.dir, "hidden_test.go")
	require.NoError(t, os.WriteFile(v.file, []byte("package hidden"), 0o644))
	// Another process of the same user, with a secret in its environment.
	cmd := exec.Command("/bin/sh", "-c", "echo up; read x")
	cmd.Env = []string{"SECRET=x"}
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	_, err = io.ReadFull(out, make([]byte, 3))
	require.NoError(t, err)
	t.Cleanup(func() {
		in.Close()
		require.Equal(t, 1, exitCode(cmd.Wait()), "it ended by itself: nobody killed it")
	})
	v.pid = strconv.Itoa(cmd.Process.Pid)
	v.socket, v.abstract = filepath.Join(v.dir, "s"), fmt.Sprintf("racekata-test-%d", os.Getpid())
	for _, name := range []string{v.socket, "@" + v.abstract} {
		l, err := net.Listen("unix", name)
		require.NoError(t, err)
		t.Cleanup(func() { l.Close() })
	}
	return v
}

func exitCode(err error) int {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	return 0
}

// attack is one line of the table.
type attack struct {
	name, arg string
	// works is true when it works without a sandbox, for root and for others:
	// the test would be worth nothing otherwise.
	works bool
	// but are the boxes in which it is not refused.
	but []string
}

func attacks(v victim) []attack {
	home, _ := os.UserHomeDir()
	self := strconv.Itoa(os.Getpid())
	none := []string{"no namespace", "no view"} // it is told from the others by a view only
	return []attack{
		{"read", v.file, true, nil},
		{"read", "/etc/passwd", true, nil},
		{"up", "", true, nil},
		{"list", v.dir, true, nil},
		{"list", home, false, nil},
		{"list", "/", true, []string{"best", "no user namespace", "no Landlock", "no filter"}},
		{"link", v.file, true, nil},
		{"write", filepath.Join(v.dir, "new"), true, nil},
		{"write", "../new", true, nil},
		{"write", "/tmp/racekata-test-planted", false, nil},
		{"write", v.file, true, nil},
		{"truncate", v.file, false, nil},
		{"mkdir", filepath.Join(v.dir, "folder"), true, nil},
		{"chmod", filepath.Join(v.dir, "hidden_test.go"), true, nil},
		{"utimes", v.file, true, nil},
		{"xattr", v.file, false, nil},
		{"unlink", v.file, false, nil},
		{"write-root", "", false, nil},
		{"write-self", "", false, nil},
		{"inherited", "", false, nil},

		{"tcp", "", true, []string{"no filter"}},
		{"udp", "", true, []string{"no filter"}},
		{"tcp6", "", true, []string{"no filter"}},
		{"netlink", "", true, []string{"no filter"}},
		{"unix", v.socket, true, nil},
		{"abstract", v.abstract, true, nil},
		{"io_uring", "", false, []string{"no filter"}},

		{"see", "", true, none},
		{"environ", v.pid, true, nil},
		{"environ", self, false, nil},
		{"mem", v.pid, false, nil},
		{"signal", v.pid, true, nil},
		{"signal", self, true, nil},
		{"kill-parent", "", false, nil},
		{"ptrace", v.pid, false, nil},
		{"ptrace", self, false, nil},
		{"pidfd", v.pid, true, nil},
		{"setown", self, true, nil},
		{"priority", v.pid, true, nil},
		{"prlimit", v.pid, true, nil},
		{"affinity", v.pid, true, nil},

		{"fork", "", true, []string{"no filter"}},
		{"vfork", "", true, []string{"no filter"}},
		{"clone3", "", true, []string{"no filter"}},
		{"system", "", true, nil},
		{"exec", "", true, nil},
		{"exec-scratch", "", false, nil},
		{"memfd", "", true, []string{"no filter"}},
		{"shm", "", true, []string{"no filter"}},
		{"big-file", "", true, nil},
		{"inodes", "", true, none},
		{"descriptors", "", false, nil},
		{"raise-limits", "", false, nil},

		{"setuid", "", false, nil},
		{"setgroups", "", false, nil},
		{"setuid-file", "", false, nil},
		{"mount", "", false, nil},
		{"remount", "", false, nil},
		{"umount", "", false, nil},
		{"unshare", "", true, []string{"no filter"}},
		{"chroot", "", false, nil},
		{"mknod", "", false, nil},
		{"bpf", "", false, []string{"no filter"}},
		{"hostname", "", false, nil},
		{"x32", "", false, nil},
		{"leave-group", "", false, []string{"no filter"}},
		{"outlive", "", true, []string{"no filter"}},
	}
}

func TestAttacks(t *testing.T) {
	binary := filepath.Join(built(t), "attack")
	for name, box := range boxes(t) {
		t.Run(name, func(t *testing.T) {
			v := newVictim(t)
			for _, a := range attacks(v) {
				if slices.Contains(a.but, name) {
					continue
				}
				o := start(t, box, Default, proc.Limits{}, nil, binary, a.name, a.arg)
				require.Zero(t, o.signal, "%s %s", a.name, a.arg)
				require.Equal(t, 1, o.code, "%s %s must be refused: %s %s", a.name, a.arg, o.out, o.errs)
			}
			left, err := os.ReadDir(v.dir)
			require.NoError(t, err)
			require.Len(t, left, 2, "the file and the socket")
			b, err := os.ReadFile(v.file)
			require.NoError(t, err)
			require.Equal(t, "package hidden", string(b))
			require.NoFileExists(t, "/tmp/racekata-test-planted")
			require.NoFileExists(t, "/planted")
		})
	}
}

// The attacks are real: without a sandbox they work.
func TestAttacksWorkWithoutASandbox(t *testing.T) {
	binary := filepath.Join(built(t), "attack")
	v := newVictim(t)
	for _, a := range attacks(v) {
		if a.works {
			o := start(t, nil, Limits{}, proc.Limits{}, nil, binary, a.name, a.arg)
			require.Equal(t, 0, o.code, "%s %s: %s", a.name, a.arg, o.errs)
		}
	}
}

// Attacks that end the program or that a figure bounds.
func TestHogs(t *testing.T) {
	binary := filepath.Join(built(t), "attack")
	for name, box := range boxes(t) {
		run := func(l Limits, outer proc.Limits, args ...string) outcome {
			return start(t, box, l, outer, nil, binary, args...)
		}
		t.Run(name, func(t *testing.T) {
			o := run(Default, proc.Limits{Memory: 100 << 20}, "memory")
			require.ErrorIs(t, o.err, proc.ErrMemory)

			o = run(Limits{CPU: time.Second}, proc.Limits{Time: time.Minute}, "spin")
			require.NotZero(t, o.signal)
			require.NotErrorIs(t, o.err, proc.ErrTime)

			o = run(Default, proc.Limits{}, "print")
			require.ErrorIs(t, o.err, context.Canceled)
			require.LessOrEqual(t, len(o.out), 1<<16)

			o = run(Default, proc.Limits{}, "descriptors")
			n, err := strconv.Atoi(strings.TrimSpace(o.out))
			require.NoError(t, err)
			require.Less(t, uint64(n), Default.Files)

			if box.level.View {
				o = run(Default, proc.Limits{}, "disk")
				require.Equal(t, 1, o.code)
				require.Empty(t, o.scratch, "what was written is gone")
			}
			o = run(Default, proc.Limits{}, "fork-bomb")
			require.Equal(t, 1, o.code)

			o = run(Default, proc.Limits{}, "int80")
			if box.level.Seccomp {
				require.Equal(t, syscall.SIGSYS, o.signal, "%s", o.errs)
			}
		})
	}
}

// Nothing is left of a program that means to stay: the pipe is closed by the
// last who holds it, which start waits for.
func TestNobodyStays(t *testing.T) {
	binary := filepath.Join(built(t), "attack")
	for name, box := range boxes(t) {
		if name == "no filter" && !box.level.View {
			continue
		}
		for _, a := range []string{"stay", "stay-setsid"} {
			start(t, box, Default, proc.Limits{}, nil, binary, a)
			require.NotContains(t, running(t), binary+"\x00"+a)
		}
	}
}

// running are the command lines of all processes.
func running(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("/proc/[0-9]*/cmdline")
	require.NoError(t, err)
	var all strings.Builder
	for _, f := range files {
		b, _ := os.ReadFile(f)
		all.Write(b)
		all.WriteByte('\n')
	}
	return all.String()
}

func TestWorks(t *testing.T) {
	binary := filepath.Join(built(t), "attack")
	for name, box := range boxes(t) {
		t.Run(name, func(t *testing.T) {
			o := start(t, box, Default, proc.Limits{}, []string{"ONLY=this"}, binary, "streams")
			require.Equal(t, 0, o.code, o.errs)
			require.Equal(t, []string{"out", "err", "three"}, []string{o.out, o.errs, o.fd3})
			for _, code := range []int{0, 3, 66, 255} {
				require.Equal(t, code, start(t, box, Default, proc.Limits{}, nil, binary, "exit", strconv.Itoa(code)).code)
			}
			require.Equal(t, syscall.SIGSEGV, start(t, box, Default, proc.Limits{}, nil, binary, "segv").signal)
			// Process 1 cannot send itself what it does not handle; abort(3)
			// then ends by a fault.
			want := syscall.SIGABRT
			if box.level.View {
				want = syscall.SIGSEGV
			}
			require.Equal(t, want, start(t, box, Default, proc.Limits{}, nil, binary, "abort").signal)
		})
	}
}

// raceEnv is the runner's environment.
func raceEnv(cpu int) []string {
	return []string{
		"GOMAXPROCS=" + strconv.Itoa(cpu), "GOTRACEBACK=all", "TZ=UTC",
		"GORACE=atexit_sleep_ms=0 suppress_equal_stacks=0 log_path=../race",
	}
}

var raceFrame = regexp.MustCompile(`(?m)^  (\S+\(\))$`)

// raced are the functions that the reports name, without repeats.
func raced(log string) []string {
	var all []string
	for _, m := range raceFrame.FindAllStringSubmatch(log, -1) {
		all = append(all, m[1])
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestRaceDetector(t *testing.T) {
	binary := filepath.Join(built(t), "racy")
	for name, box := range boxes(t) {
		t.Run(name, func(t *testing.T) {
			for _, cpu := range []int{1, 6} {
				for _, test := range []string{"TestRaces$", "TestRacesOnAMap", "TestFine"} {
					args := []string{"-test.timeout=0", "-test.cpu=" + strconv.Itoa(cpu), "-test.run=" + test}
					in := start(t, box, Default, proc.Limits{}, raceEnv(cpu), binary, args...)
					out := start(t, nil, Limits{}, proc.Limits{}, raceEnv(cpu), binary, args...)
					require.Equal(t, out.code, in.code, in.errs)
					require.Equal(t, raced(out.log), raced(in.log), "-cpu %d %s", cpu, test)
					require.Equal(t, test == "TestFine", len(raced(in.log)) == 0)
					require.Equal(t, test == "TestFine", in.log == "")
				}
			}
		})
	}
}

// All of it again as a user without any rights, when the tests run as root.
func TestOrdinaryUser(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("the tests run as an ordinary user already")
	}
	self, err := os.Executable()
	require.NoError(t, err)
	// Not t.TempDir, whose parents are root's alone.
	dir, err := os.MkdirTemp("", "racekata-user-")
	require.NoError(t, err)
	defer os.RemoveAll(dir)
	programs := built(t)
	for from, to := range map[string]string{self: "tests", filepath.Join(programs, "attack"): "attack", filepath.Join(programs, "racy"): "racy"} {
		b, err := os.ReadFile(from)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, to), b, 0o755))
	}
	const user = 54321
	home := filepath.Join(dir, "home")
	require.NoError(t, errors.Join(os.Chmod(dir, 0o755), os.Mkdir(home, 0o755), os.Chown(home, user, user)))
	cmd := exec.CommandContext(t.Context(), filepath.Join(dir, "tests"), "-test.run=^Test(Attacks|AttacksWork.*|Hogs|NobodyStays|Works|RaceDetector|DiesWithItsGrader)$", "-test.v")
	cmd.Dir = home
	cmd.Env = []string{builtEnv + "=" + dir, "TMPDIR=" + home, "HOME=" + home, "PATH=" + os.Getenv("PATH")}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: user, Gid: user}}
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	t.Logf("%s", out)
}

// A grader that is killed takes its programs along. The grader is this test,
// run again.
func TestDiesWithItsGrader(t *testing.T) {
	binary := filepath.Join(built(t), "attack")
	if os.Getenv("RACEKATA_TEST_GRADER") != "" {
		scratch, err := os.MkdirTemp(os.Getenv("RACEKATA_TEST_GRADER"), "")
		require.NoError(t, err)
		c, err := Probe(t.Context()).Command(Spec{Binary: binary, Args: []string{"wait"}, Scratch: scratch, Limits: Default})
		require.NoError(t, err)
		defer c.Close()
		c.Cmd.Stdout = os.Stdout
		t.Fatal(c.Cmd.Run())
	}
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self, "-test.run=^TestDiesWithItsGrader$")
	cmd.Env = append(os.Environ(), "RACEKATA_TEST_GRADER="+t.TempDir(), builtEnv+"="+filepath.Dir(binary))
	r, w, err := os.Pipe()
	require.NoError(t, err)
	defer r.Close()
	cmd.Stdout = w
	require.NoError(t, cmd.Start())
	w.Close()
	_, err = io.ReadFull(r, make([]byte, len("here\n")))
	require.NoError(t, err)
	require.NoError(t, cmd.Process.Kill())
	_ = cmd.Wait()
	// The pipe ends when the program, the last to hold it, is gone.
	require.NoError(t, r.SetReadDeadline(time.Now().Add(30*time.Second)))
	_, err = io.ReadAll(r)
	require.NoError(t, err)
}

func TestReport(t *testing.T) {
	s := Probe(t.Context())
	t.Logf("%+v %q", s.level, s.Report())
	require.Equal(t, s.level.View && s.level.Net && s.level.Seccomp && s.level.Landlock > 0, s.Report().Whole())
	least := level{}.describe(facts{}, errors.New("sandbox: no"))
	require.Len(t, least.Missing, 7)
	require.Contains(t, least.Missing[0], "no")
	var none *Sandbox
	require.False(t, none.Report().Whole())
}

func TestFailed(t *testing.T) {
	dir := t.TempDir()
	box := Probe(t.Context())
	script := filepath.Join(dir, "script")
	require.NoError(t, os.WriteFile(script, []byte("no program"), 0o755))
	_, err := box.Command(Spec{Binary: script, Scratch: dir})
	require.ErrorContains(t, err, "script")
	_, err = box.Command(Spec{Binary: "relative", Scratch: dir})
	require.ErrorContains(t, err, "absolute")

	c, err := box.Command(Spec{Binary: filepath.Join(built(t), "attack"), Scratch: filepath.Join(dir, "missing")})
	require.NoError(t, err)
	defer c.Close()
	require.Equal(t, exitStage, exitCode(c.Cmd.Run()))
	require.ErrorContains(t, c.Failed(), "sandbox:")
}
