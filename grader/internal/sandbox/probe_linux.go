package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"racekata/grader/internal/proc"
)

// insideName is what the probe's own program is called in the sandbox.
const insideName = Name + "-inside"

// facts are what a program found out about the sandbox that it is in.
type facts struct {
	PID          int
	Capabilities bool // some are left
	NoNewPrivs   bool
	Filter       bool
	Sockets      bool // can be opened
	Reads        bool // a file outside
	Writes       bool // beside that file
	Sees         bool // the grader in /proc
	Maps         bool // /proc/self/maps can be read; the detector needs it
	Scratch      bool // can be written
}

// Probe tries what this kernel gives, the most first, by starting a program of
// ours in a sandbox, and takes the first that works. A context that ends makes
// it the least.
func Probe(ctx context.Context) *Sandbox {
	abi, filter := landlockABI(), haveFilter && filterSupported()
	var tries []level
	root := os.Geteuid() == 0
	for _, l := range []level{{User: true, View: true, Net: true}, {View: true, Net: true}, {User: true, Net: true}, {Net: true}, {}} {
		if l.User || root || l == (level{}) {
			l.Landlock, l.Seccomp = abi, filter
			tries = append(tries, l)
		}
	}
	var why error // why the best did not work
	for _, l := range tries {
		f, err := l.try(ctx)
		if err == nil {
			return &Sandbox{level: l, report: l.describe(f, why)}
		}
		if why == nil {
			why = err
		}
	}
	s := &Sandbox{}
	s.report = s.level.describe(facts{Capabilities: true, Sockets: true, Reads: true, Writes: true, Sees: true}, why)
	return s
}

func filterSupported() bool {
	action := uint32(unix.SECCOMP_RET_KILL_PROCESS)
	_, _, e := unix.RawSyscall(unix.SYS_SECCOMP, unix.SECCOMP_GET_ACTION_AVAIL, 0, uintptr(unsafe.Pointer(&action)))
	return e == 0
}

// tryTime is long enough for a machine with much else to do.
const tryTime = time.Minute

// try starts the probe's own program at this level.
func (l level) try(ctx context.Context) (facts, error) {
	ctx, cancel := context.WithTimeout(ctx, tryTime)
	defer cancel()
	dir, err := os.MkdirTemp("", Name+"-")
	if err != nil {
		return facts{}, fmt.Errorf("sandbox: %w", err)
	}
	defer os.RemoveAll(dir)
	run, scratch := filepath.Join(dir, "run"), filepath.Join(dir, "run", "scratch")
	outside := filepath.Join(dir, "outside")
	if err := errors.Join(os.MkdirAll(scratch, 0o755), os.WriteFile(outside, []byte("x"), 0o644), os.Chmod(dir, 0o755)); err != nil {
		return facts{}, fmt.Errorf("sandbox: %w", err)
	}
	self, err := os.Executable()
	if err != nil {
		return facts{}, fmt.Errorf("sandbox: find the own binary: %w", err)
	}
	c, err := l.command(Spec{
		Binary: self, Args: []string{insideName, outside, strconv.Itoa(os.Getpid())}, Env: []string{"GOMAXPROCS=1"},
		Scratch: scratch, RaceLog: filepath.Join(run, "race"), Limits: Default,
	})
	if err != nil {
		return facts{}, err
	}
	defer c.Close()
	var out bytes.Buffer
	c.Cmd.Stdout = proc.Bounded(&out, 1<<16, nil)
	err = proc.Run(ctx, c.Cmd, proc.Limits{})
	if c.Cmd.Process != nil {
		err = errors.Join(c.Failed(), err)
	}
	if err != nil {
		return facts{}, err
	}
	var f facts
	if err := json.Unmarshal(out.Bytes(), &f); err != nil {
		return facts{}, fmt.Errorf("sandbox: hear from the probe: %w", err)
	}
	return f, l.verify(f)
}

// verify refuses a level that does not keep what it promises.
func (l level) verify(f facts) error {
	for _, c := range []struct {
		broken bool
		what   string
	}{
		{f.Capabilities, "capabilities are left"},
		{!f.NoNewPrivs, "new privileges can be had"},
		{l.Seccomp && (!f.Filter || f.Sockets), "the filter of system calls does nothing"},
		{(l.View || l.Landlock > 0) && f.Reads, "a file outside can be read"},
		{(l.View || l.Landlock > 0) && f.Writes, "a file outside can be written"},
		{l.View && (f.Sees || f.PID != 1), "other processes can be seen"},
		{!f.Maps, "/proc/self/maps cannot be read"},
		{!f.Scratch, "the scratch folder cannot be written"},
	} {
		if c.broken {
			return errors.New("sandbox: in a trial, " + c.what)
		}
	}
	return nil
}

// inside is the probe's own program, in the sandbox.
func inside() int {
	if len(os.Args) != 3 {
		return 2
	}
	outside, grader := os.Args[1], os.Args[2]
	f := facts{PID: os.Getpid(), Capabilities: hasCapabilities()}
	nnp, err := unix.PrctlRetInt(unix.PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0)
	f.NoNewPrivs = err == nil && nnp == 1
	mode, err := unix.PrctlRetInt(unix.PR_GET_SECCOMP, 0, 0, 0, 0)
	f.Filter = err == nil && mode == 2
	_, err = unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
	f.Sockets = err == nil
	_, err = os.ReadFile(outside)
	f.Reads = err == nil
	f.Writes = os.WriteFile(outside+"2", nil, 0o600) == nil
	f.Sees = sees(grader)
	_, err = os.ReadFile("/proc/self/maps")
	f.Maps = err == nil
	f.Scratch = os.WriteFile("file", []byte("x"), 0o600) == nil
	if json.NewEncoder(os.Stdout).Encode(f) != nil {
		return 1
	}
	return 0
}

// sees tells whether a process can be seen, by its number in the grader's own
// namespace. In a container that is a small one, which a thread of this process
// may have here: /proc shows threads, too, to whoever asks for one by number.
func sees(grader string) bool {
	status, err := os.ReadFile("/proc/" + grader + "/status")
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(status)) {
		if tgid, ok := strings.CutPrefix(line, "Tgid:"); ok {
			return strings.TrimSpace(tgid) != strconv.Itoa(os.Getpid())
		}
	}
	return true
}

func hasCapabilities() bool {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var have [2]unix.CapUserData
	if err := unix.Capget(&header, &have[0]); err != nil {
		return true
	}
	return have != [2]unix.CapUserData{}
}

// describe puts a level into sentences. why is what stood in the way of a
// better one.
func (l level) describe(f facts, why error) Report {
	var r Report
	say := func(has bool, good, bad string) {
		if has {
			r.Has = append(r.Has, good)
		} else {
			r.Missing = append(r.Missing, bad)
		}
	}
	say(l.View, "A program has a file system of its own: itself, the libraries it needs, and an empty scratch folder in memory.",
		"There is no file system of a program's own"+because(why)+".")
	say(l.Landlock > 0, fmt.Sprintf("Landlock (ABI %d) guards files%s.", l.Landlock, landlockMore(l.Landlock)),
		"This kernel has no Landlock (Linux 5.13 or newer, with landlock among its lsm=).")
	say(l.Seccomp, "A filter refuses new processes, sockets, ptrace, mounts and other system calls that no exercise needs.",
		"There is no filter of system calls, so a program may start processes, and the limit on memory holds for the first of them only.")
	if !l.View && l.Landlock == 0 {
		r.Missing = append(r.Missing, "A program can read and write all files that the grader's user can.")
	}
	say(l.View, "A program sees no other process, and all that it starts ends with it.",
		"A program can see that other processes exist"+map[bool]string{true: ", but not reach them", false: ", and reach those of its user"}[l.Seccomp]+".")
	if !l.View {
		r.Missing = append(r.Missing, "The scratch folder is on the disk: single files are bounded, their sum is not.")
	}
	say(l.Net, "A program has no network.", "There is no network namespace"+map[bool]string{true: "; the filter refuses every socket", false: ", and sockets can be opened"}[l.Seccomp]+".")
	return r
}

func landlockMore(abi int) string {
	switch {
	case abi >= 6:
		return ", TCP, signals and abstract sockets"
	case abi >= 4:
		return " and TCP"
	}
	return ""
}

// because is the reason that a person can do something about.
func because(why error) string {
	for _, c := range []struct{ file, bad, say string }{
		{"/proc/sys/user/max_user_namespaces", "0", "user namespaces are switched off by user.max_user_namespaces"},
		{"/proc/sys/kernel/unprivileged_userns_clone", "0", "user namespaces are switched off by kernel.unprivileged_userns_clone"},
		{"/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1", "AppArmor restricts user namespaces by kernel.apparmor_restrict_unprivileged_userns"},
	} {
		if b, err := os.ReadFile(c.file); err == nil && strings.TrimSpace(string(b)) == c.bad {
			return ": " + c.say
		}
	}
	if why == nil {
		return ""
	}
	return ": " + strings.TrimPrefix(strings.ReplaceAll(why.Error(), "\n", "; "), "sandbox: ")
}
