package sandbox

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

// Name is what the stage is called: the first argument of a process that is
// still on its way to becoming the program.
const Name = "racekata-sandbox"

// Limits bound a program. A zero field is no limit.
type Limits struct {
	// Tasks are the threads and processes that may live at once.
	Tasks uint64
	// Files are the descriptors that may be open at once.
	Files uint64
	// FileSize is the largest file in bytes, the race log included.
	FileSize uint64
	// Scratch is how many bytes the scratch folder may hold. It holds only
	// where the sandbox has a view of its own.
	Scratch uint64
	// CPU is the processor time of all threads together, rounded up to
	// seconds.
	CPU time.Duration
}

// Default are limits that no honest test binary meets: 2,000 tasks, 256
// descriptors, 64 MiB a file and in scratch. The time is the runner's to say.
var Default = Limits{Tasks: 2000, Files: 256, FileSize: 64 << 20, Scratch: 64 << 20}

// Spec is a program to run.
type Spec struct {
	Binary string
	Args   []string // without the program's name
	Env    []string // all of it: nothing is added
	// Scratch is an empty folder of the caller's, the program's working
	// folder. Where the sandbox has a view of its own, what is written goes
	// to memory and is gone with the program.
	Scratch string
	// RaceLog is the beginning of the race detector's log ("…/run/race"); it
	// must lie beside Scratch. The program reaches it as "../race" from its
	// working folder, and the detector appends Command.PID. "" is none.
	RaceLog string
	// ExtraFiles are the program's descriptors from 3 on.
	ExtraFiles []*os.File
	Limits     Limits
}

// Report says what a sandbox holds and what it does not, in sentences.
type Report struct {
	Has     []string
	Missing []string // none: the sandbox is whole
}

// Whole is true when nothing is missing.
func (r Report) Whole() bool { return len(r.Missing) == 0 }

// Sandbox starts programs. It is safe for concurrent use. A nil one starts
// them without any protection.
type Sandbox struct {
	report Report
	level  level
}

// Report says what the sandbox holds.
func (s *Sandbox) Report() Report {
	if s == nil {
		return Report{Missing: []string{"Programs run without a sandbox."}}
	}
	return s.report
}

// Scratch is the scratch folder's path as the program sees it, for HOME and
// TMPDIR.
func (s *Sandbox) Scratch(host string) string {
	if s != nil && s.level.View {
		return insideScratch
	}
	return host
}

// Command is a program about to run in a sandbox.
type Command struct {
	// Cmd is not started. The caller may set its output, and adds nothing to
	// its files, arguments or environment.
	Cmd   *exec.Cmd
	view  bool
	read  *os.File // the stage's complaint, if it has one
	write *os.File
}

// PID is the process id that the program sees as its own: what the detector
// appends to the log's name. It is known once Cmd has been started.
func (c *Command) PID() int {
	if c.view {
		return 1
	}
	if c.Cmd.Process == nil {
		return 0
	}
	return c.Cmd.Process.Pid
}

// Failed says why the program was not started, once Cmd has ended: a fault of
// the sandbox or of the machine. Nil means that the program ran.
func (c *Command) Failed() error {
	if c.read == nil {
		return nil
	}
	c.write.Close()
	_ = c.read.SetReadDeadline(time.Now().Add(time.Second))
	b, err := io.ReadAll(io.LimitReader(c.read, 4096))
	if err != nil && !errors.Is(err, os.ErrClosed) {
		return fmt.Errorf("sandbox: hear from the stage: %w", err)
	}
	if len(b) > 0 {
		return fmt.Errorf("sandbox: %s", b)
	}
	return nil
}

// Close releases the descriptors that the command holds.
func (c *Command) Close() {
	if c.read != nil {
		c.read.Close()
		c.write.Close()
	}
}

// The places in a view.
const (
	insideDir     = "/sandbox"
	insideScratch = insideDir + "/scratch"
	insideProgram = insideDir + "/program"
)

// plain is a command without any protection.
func plain(spec Spec) *Command {
	cmd := exec.Command(spec.Binary, spec.Args...)
	cmd.Dir = spec.Scratch
	cmd.Env = append([]string{}, spec.Env...)
	cmd.ExtraFiles = spec.ExtraFiles
	return &Command{Cmd: cmd}
}
