package hunt

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"racekata/grader/internal/proc"
	"racekata/grader/internal/runner"
	"racekata/grader/internal/schedule"
)

const (
	// memoryLimit is what one process may have resident, in bytes.
	memoryLimit = 2 << 30
	// headKept and tailKept are how much is kept of the beginning and of the
	// end of what a test prints: a panic's stacks come last.
	headKept, tailKept = 64 << 10, 512 << 10
	// raceLogKept bounds what is read of the race detector's reports.
	raceLogKept = 1 << 20
	// pipeKept bounds the events of one run.
	pipeKept = 64 << 20
	// grace is how long after its limit a process is killed: the watch ends
	// it before, and keeps the stacks.
	grace = time.Second
)

// target is a compiled test: what one process runs.
type target struct {
	binary  string
	test    string // its name
	dir     string // the package's folder, where tests run
	tmp     string // where each run gets a folder of its own
	modules []string
	goRoot  string
}

// seen is what one run brought back.
type result struct {
	events   []runner.Event
	exitCode int // -1: a signal ended it
	signal   string
	// cut is true when the run was killed without a verdict of its own: the
	// budget is over, or somebody else has found something.
	cut bool
	// limit is the limit that the run met from outside.
	limit          runner.Limit
	races          []byte
	stdout, stderr []byte
	took           time.Duration
}

// execute makes one run. limit is when the watch ends it, 0 for never. The
// first one names its subtests. The
// error is a fault of ours or of the machine's; when ctx ends, the result is
// cut.
func (t *target) execute(ctx context.Context, r trial, limit time.Duration) (*result, error) {
	dir, err := os.MkdirTemp(t.tmp, "")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the run: %w", err)
	}
	defer os.RemoveAll(dir)
	scratch := filepath.Join(dir, "t")
	if err := os.Mkdir(scratch, 0o755); err != nil {
		return nil, fmt.Errorf("make a folder for the run: %w", err)
	}
	events, write, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("make the event pipe: %w", err)
	}
	defer events.Close()

	args := []string{
		"-test.run=^" + regexp.QuoteMeta(t.test) + "$", "-test.cpu=" + strconv.Itoa(r.CPU),
		"-test.count=2", "-test.timeout=0", "-test.paniconexit0", // see watch.Test
	}
	if r.Number == 1 {
		args = append(args, "-test.v")
	}
	cmd := exec.Command(t.binary, args...)
	cmd.Dir = t.dir
	cmd.Env = t.environment(r, limit, dir, scratch)
	cmd.ExtraFiles = []*os.File{write} // descriptor 3
	var stdout, stderr ends
	cmd.Stdout, cmd.Stderr = &stdout, &stderr

	inner, cancel := ctx, context.CancelFunc(func() {})
	if limit > 0 {
		inner, cancel = context.WithTimeout(ctx, limit+grace)
	}
	defer cancel()
	list := make(chan []runner.Event, 1)
	go func() { list <- readEvents(events) }()

	start := time.Now()
	err = proc.Run(inner, cmd, proc.Limits{Memory: memoryLimit})
	res := &result{took: time.Since(start)}
	write.Close() // our copy of the writing end: the reader now sees the end
	// A process that left the group would keep the pipe open.
	_ = events.SetReadDeadline(time.Now().Add(grace))
	res.events = <-list
	res.stdout, res.stderr = stdout.bytes(), stderr.bytes()

	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil && err != nil:
		res.cut, res.exitCode = true, -1
	case errors.Is(err, proc.ErrMemory):
		res.limit, res.exitCode = runner.Memory, -1
	case errors.Is(err, context.DeadlineExceeded):
		res.limit, res.exitCode = runner.Time, -1
	case err == nil, errors.Is(err, exec.ErrWaitDelay):
	case errors.As(err, &exit):
		res.exitCode = exit.ExitCode()
		if ws, ok := exit.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
			res.signal = ws.Signal().String()
		}
	default:
		return nil, fmt.Errorf("start the tests: %w", err)
	}
	res.races = raceLogs(dir)
	return res, nil
}

// environment is the user's, as `go test` would pass it on, and ours.
func (t *target) environment(r trial, limit time.Duration, dir, scratch string) []string {
	env := slices.DeleteFunc(os.Environ(), func(entry string) bool { return strings.HasPrefix(entry, "RACEKATA_") })
	return append(env,
		"PWD="+t.dir, "TMPDIR="+scratch, "GOROOT="+t.goRoot,
		"PATH="+filepath.Join(t.goRoot, "bin")+string(filepath.ListSeparator)+os.Getenv("PATH"),
		"GOMAXPROCS="+strconv.Itoa(r.CPU), "GOTRACEBACK=all",
		// In quotes, as the detector splits its options at spaces and colons.
		`GORACE=atexit_sleep_ms=0 log_path="`+filepath.Join(dir, "race")+`"`,
		"RACEKATA_EVENTS=3", "RACEKATA_LIMIT="+limit.String(),
		"RACEKATA_MODULES="+strings.Join(t.modules, string(filepath.ListSeparator)),
		scheduled(r),
	)
}

// raceLogs are the detector's reports of the process and of those that it
// started with the same environment.
func raceLogs(dir string) []byte {
	files, err := filepath.Glob(filepath.Join(dir, "race.*"))
	if err != nil {
		return nil
	}
	var all []byte
	for _, name := range files {
		if b, err := os.ReadFile(name); err == nil {
			all = append(all, b[:min(len(b), raceLogKept)]...)
		}
	}
	return all
}

// readEvents reads the events of a run. What is no event, because its writer
// was killed half-way or because the test wrote to descriptor 3, is left out.
func readEvents(r io.Reader) []runner.Event {
	var events []runner.Event
	br := bufio.NewReader(io.LimitReader(r, pipeKept))
	for {
		line, err := br.ReadBytes('\n')
		if err != nil {
			_, _ = io.Copy(io.Discard, r) // a process that cannot write would hang
			return events
		}
		var e runner.Event
		if json.Unmarshal(line, &e) == nil && e.Name != "" {
			events = append(events, e)
		}
	}
}

// ends keeps the beginning and the end of what is written to it. It may be
// written to by one goroutine at a time.
type ends struct {
	mu         sync.Mutex
	head, tail []byte
	cut        bool
}

// Write never fails.
func (e *ends) Write(p []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	n := min(len(p), headKept-len(e.head))
	e.head = append(e.head, p[:n]...)
	e.tail = append(e.tail, p[n:]...)
	if len(e.tail) > 2*tailKept {
		e.tail = append(e.tail[:0], e.tail[len(e.tail)-tailKept:]...)
		e.cut = true
	}
	return len(p), nil
}

func (e *ends) bytes() []byte {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.cut {
		return bytes.Join([][]byte{e.head, e.tail}, nil)
	}
	return bytes.Join([][]byte{e.head, e.tail}, []byte("\n[…]\n"))
}

const (
	// pauseBudget is what all pauses of one run may add up to.
	pauseBudget = time.Second
	// gentleness is what divides pauses that are to meet no time-out: the
	// longest of all then takes two milliseconds.
	gentleness = 16
)

// scheduled is the entry of the environment that puts the run's schedule in
// force.
func scheduled(r trial) string {
	entry := schedule.Environment(r.Run)
	if strings.HasSuffix(entry, "=none") {
		return entry
	}
	entry += ":" + strconv.FormatInt(pauseBudget.Milliseconds(), 10) + "ms"
	if r.gentle {
		entry += "/" + strconv.Itoa(gentleness)
	}
	return entry
}
