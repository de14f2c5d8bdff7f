package runner

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"racekata/grader/internal/plan"
	"racekata/grader/internal/proc"
	"racekata/grader/internal/sandbox"
)

// Limits bound one run.
type Limits struct {
	Time   time.Duration // less what the process waits for a processor
	Memory int64         // bytes resident
	Output int           // bytes kept of each of stdout, stderr and race log
	// Box, if not nil, is the sandbox that keeps the program from everything
	// that is not its own.
	Box *sandbox.Sandbox
}

// Default are the limits of a run: 10 s, 1 GiB resident, 1 MiB of output.
var Default = Limits{Time: 10 * time.Second, Memory: 1 << 30, Output: 1 << 20}

const (
	// addressSpace is the backstop behind the resident limit. The race
	// detector's shadow is mapped, not resident; on 64-bit Linux it spans
	// terabytes, so that no useful limit exists. See limits in package proc.
	addressSpace = 0
	// eventBytes bounds what is read from the event pipe in one run.
	eventBytes = 64 << 20
	// grace is how long after its limit a run is killed: the kit ends it by
	// itself before, and keeps the stacks.
	grace = 5 * time.Second
	// raceLog is the beginning of the race log's name, in the run's folder.
	raceLog = "race"
)

// Limit is a limit that a run met.
type Limit string

const (
	None   Limit = ""
	Time   Limit = "time"
	Memory Limit = "memory"
	Output Limit = "output"
)

// Result is what one run brought back.
type Result struct {
	Run    plan.Run
	Events []Event
	// ExitCode is the process's exit code, -1 when a signal ended it.
	ExitCode int
	Signal   string
	Limit    Limit
	// RaceLog holds the race detector's reports, in order; Stdout and Stderr
	// what the process printed. Each is cut at Limits.Output.
	RaceLog, Stdout, Stderr []byte
	Took                    time.Duration
}

// Run executes binary once under r, in an empty folder below tmp that is
// removed afterwards. The error is the context's, or a fault of ours or of
// the machine's: whatever the candidate does is in the Result.
func Run(ctx context.Context, binary, tmp string, r plan.Run, limits Limits) (*Result, error) {
	dir, err := os.MkdirTemp(tmp, "run-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the run: %w", err)
	}
	defer os.RemoveAll(dir)
	scratch := filepath.Join(dir, "scratch")
	if err := os.Mkdir(scratch, 0o755); err != nil {
		return nil, fmt.Errorf("make a folder for the run: %w", err)
	}

	events, write, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("make the event pipe: %w", err)
	}
	defer events.Close()

	boxLimits := sandbox.Default
	// A backstop behind the watch of the time, in case that fails: twice what
	// all processors together can spend on it until then.
	boxLimits.CPU = 2 * time.Duration(runtime.NumCPU()) * (limits.Time + grace)
	boxed, err := limits.Box.Command(sandbox.Spec{
		Binary: binary, Args: arguments(r), Env: environment(r, limits, limits.Box.Scratch(scratch)),
		Scratch: scratch, RaceLog: filepath.Join(dir, raceLog),
		ExtraFiles: []*os.File{write}, // descriptor 3
		Limits:     boxLimits,
	})
	if err != nil {
		return nil, err
	}
	defer boxed.Close()
	cmd := boxed.Cmd

	ctx2, cancel := context.WithCancel(ctx)
	defer cancel()
	var tooMuch atomic.Bool
	full := func() { tooMuch.Store(true); cancel() }
	var stdout, stderr bytes.Buffer
	cmd.Stdout = proc.Bounded(&stdout, limits.Output, full)
	cmd.Stderr = proc.Bounded(&stderr, limits.Output, full)

	type decoded struct {
		events []Event
		err    error
	}
	read := make(chan decoded, 1)
	go func() {
		list, err := readEvents(io.LimitReader(events, eventBytes))
		// Keep the pipe drained: a kit that cannot write would hang.
		_, _ = io.Copy(io.Discard, events)
		read <- decoded{list, err}
	}()

	start := time.Now()
	err = proc.Run(ctx2, cmd, proc.Limits{
		Time:         limits.Time + grace,
		Memory:       limits.Memory,
		AddressSpace: addressSpace,
		FileSize:     uint64(64 * limits.Output),
	})
	took := time.Since(start)
	write.Close() // our copy of the writing end: the reader now sees the end
	// A process that left the group would keep the pipe open.
	_ = events.SetReadDeadline(time.Now().Add(time.Second))
	got := <-read
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err := boxed.Failed(); err != nil {
		return nil, err
	}

	res := &Result{Run: r, Took: took, Stdout: stdout.Bytes(), Stderr: stderr.Bytes(), Events: got.events}
	var exit *exec.ExitError
	switch {
	case tooMuch.Load():
		res.Limit = Output
	case errors.Is(err, proc.ErrMemory):
		res.Limit = Memory
	case errors.Is(err, proc.ErrTime):
		res.Limit = Time
	case err == nil, errors.Is(err, exec.ErrWaitDelay):
	case errors.As(err, &exit):
		res.ExitCode = exit.ExitCode()
		if ws, ok := exit.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
			res.Signal = ws.Signal().String()
		}
	default:
		return nil, fmt.Errorf("start the hidden tests: %w", err)
	}
	if res.Limit != None {
		res.ExitCode = -1
	}
	if got.err != nil && !errors.Is(got.err, os.ErrDeadlineExceeded) && res.Limit == None && res.Signal == "" {
		return nil, fmt.Errorf("read the event pipe: %w", got.err)
	}
	if res.RaceLog, err = readRaceLog(filepath.Join(dir, raceLog), boxed.PID(), limits.Output); err != nil {
		return nil, err
	}
	return res, nil
}

// CanaryPrefix begins the names of tests that run only when they are named.
const CanaryPrefix = "TestCanary"

func arguments(r plan.Run) []string {
	args := []string{
		// The runner's own limit has the say, and the testing package's
		// would be a timer that is always due.
		"-test.timeout=0",
		"-test.paniconexit0",
		"-test.cpu=" + strconv.Itoa(r.CPU),
	}
	if r.Tests == nil {
		args = append(args, "-test.skip=^"+CanaryPrefix)
	} else {
		quoted := make([]string, len(r.Tests))
		for i, t := range r.Tests {
			quoted[i] = regexp.QuoteMeta(t)
		}
		args = append(args, "-test.run=^("+strings.Join(quoted, "|")+")$")
	}
	return args
}

func environment(r plan.Run, limits Limits, scratch string) []string {
	env := []string{
		"HOME=" + scratch, "TMPDIR=" + scratch, "PATH=/usr/bin:/bin", "TZ=UTC", "LANG=C.UTF-8",
		"GOMAXPROCS=" + strconv.Itoa(r.CPU),
		"GOTRACEBACK=all",
		// atexit_sleep_ms: a race-built process that passes would sleep for a
		// second. suppress_equal_stacks: equal races are reported once a
		// process otherwise, and the second test to show one would pass. The
		// path is relative to the scratch folder: the detector splits its
		// options at spaces, commas and colons, which a user's folders may have.
		"GORACE=atexit_sleep_ms=0 suppress_equal_stacks=0 log_path=../" + raceLog,
		"RACEKATA_EVENTS=3",
		"RACEKATA_LIMIT=" + limits.Time.String(),
	}
	if r.Profile != "" && r.Profile != "none" {
		env = append(env, "RACEKATA_SCHEDULE="+r.Profile+":"+strconv.FormatUint(r.Seed, 10))
	}
	return env
}

// readRaceLog reads the detector's log, which it names for the process. There
// is none without a race.
func readRaceLog(path string, pid, max int) ([]byte, error) {
	f, err := os.Open(path + "." + strconv.Itoa(pid))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the race detector's log: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, int64(max)))
	if err != nil {
		return nil, fmt.Errorf("read the race detector's log: %w", err)
	}
	return b, nil
}
