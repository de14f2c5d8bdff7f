package proc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

// TestMain also plays the programs: this binary, called by another name.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == "hogs" {
		var all [][]byte
		for {
			//lint:ignore SA4010 it is there to use memory
			all = append(all, bytes.Repeat([]byte{1}, 1<<20))
		}
	}
	goleak.VerifyTestMain(m)
}

func sh(script string, args ...any) *exec.Cmd {
	return exec.Command("/bin/sh", "-c", fmt.Sprintf(script, args...))
}

// fifo is a pipe with a name.
func fifo(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "fifo")
	require.NoError(t, syscall.Mkfifo(path, 0o600))
	return path
}

// read reads the fifo to its end, which comes when nobody is left who could
// write, and hands over what was written.
func read(fifo string) <-chan string {
	all := make(chan string, 1)
	go func() {
		b, _ := os.ReadFile(fifo)
		all <- string(b)
	}()
	return all
}

func requireGone(t *testing.T, all <-chan string) {
	t.Helper()
	select {
	case <-all:
	case <-time.After(10 * time.Second):
		t.Fatal("a process of the group lives on")
	}
}

func TestRun(t *testing.T) {
	var out bytes.Buffer
	cmd := sh("echo hello")
	cmd.Stdout = &out
	require.NoError(t, Run(t.Context(), cmd, Limits{}))
	require.Equal(t, "hello\n", out.String())

	var exit *exec.ExitError
	require.ErrorAs(t, Run(t.Context(), sh("exit 3"), Limits{}), &exit)
	require.Equal(t, 3, exit.ExitCode())

	require.ErrorIs(t, Run(t.Context(), exec.Command(filepath.Join(t.TempDir(), "missing")), Limits{}), os.ErrNotExist)
}

func TestRunLeadsAGroup(t *testing.T) {
	var out bytes.Buffer
	cmd := sh("ps -o pgid= -p $$; echo $$")
	cmd.Stdout = &out
	// What the caller asked for is kept.
	cmd.SysProcAttr = &syscall.SysProcAttr{}
	if err := Run(t.Context(), cmd, Limits{}); err != nil {
		t.Skipf("this machine has no ps command: %v", err)
	}
	ids := strings.Fields(out.String())
	require.Len(t, ids, 2)
	require.Equal(t, ids[1], ids[0])
}

func TestRunIsCancelled(t *testing.T) {
	path := fifo(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	up := fifo(t)
	cancelled := make(chan time.Time, 1)
	go func() {
		_, _ = os.ReadFile(up)
		cancelled <- time.Now()
		cancel()
	}()
	gone := read(path)
	err := Run(ctx, sh("(trap '' TERM; echo up > %[2]s; sleep 1000; :) > %[1]s & sleep 1000; :", path, up), Limits{})
	require.ErrorIs(t, err, context.Canceled)
	require.Less(t, time.Since(<-cancelled), time.Second)
	requireGone(t, gone)

	cmd := sh("exit 0")
	require.ErrorIs(t, Run(ctx, cmd, Limits{}), context.Canceled)
	require.Nil(t, cmd.Process, "it was not even started")
}

func TestRunMeetsADeadline(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, Run(ctx, sh("exec sleep 1000"), Limits{}), context.DeadlineExceeded)
}

// A process that ends by itself keeps its own end, however close the context's
// is.
func TestRunEndsByItself(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	err := Run(ctx, sh("exit 0"), Limits{})
	cancel()
	require.NoError(t, err)
}

func TestRunMemory(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	hogs := filepath.Join(t.TempDir(), "hogs")
	require.NoError(t, os.Symlink(self, hogs))
	path := fifo(t)
	gone := read(path)
	// A grandchild of the one that is too large goes as well.
	there := filepath.Join(t.TempDir(), "there")
	err = Run(t.Context(), sh("(: > %[1]s; sleep 1000; :) > %[2]s & until [ -e %[1]s ]; do :; done; exec %[3]s", there, path, hogs), Limits{Memory: 200 << 20})
	require.ErrorIs(t, err, ErrMemory)
	requireGone(t, gone)

	require.NoError(t, Run(t.Context(), sh("exit 0"), Limits{Memory: 200 << 20}))
}

func TestResident(t *testing.T) {
	block := bytes.Repeat([]byte{1}, 64<<20)
	require.Greater(t, Resident(os.Getpid()), int64(64<<20))
	runtime.KeepAlive(block)

	cmd := sh("exit 0")
	require.NoError(t, cmd.Run())
	require.Zero(t, Resident(cmd.Process.Pid), "a process that is gone")
}

func TestRunLimitsFiles(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux can limit the files of another process")
	}
	file := filepath.Join(t.TempDir(), "file")
	// The limits are set just after the start, so it waits until it sees them.
	err := Run(t.Context(), sh("until ulimit -f | grep -q '^16$'; do :; done; exec head -c 100000 /dev/zero > %s", file), Limits{FileSize: 8192})
	require.Error(t, err)
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, int64(8192), info.Size())
}

// A grandchild that outlives its parent keeps the pipe open: Run does not wait
// for it, returns what was written, and leaves nobody behind.
func TestRunDoesNotWaitForGrandchildren(t *testing.T) {
	path := fifo(t)
	gone := read(path)
	var out bytes.Buffer
	there := filepath.Join(t.TempDir(), "there")
	cmd := sh("(exec 4> %[1]s; : > %[2]s; sleep 1000; echo late) & until [ -e %[2]s ]; do :; done; echo early", path, there)
	cmd.Stdout = &out
	start := time.Now()
	err := Run(t.Context(), cmd, Limits{})
	if err != nil {
		require.ErrorIs(t, err, exec.ErrWaitDelay)
	}
	require.Less(t, time.Since(start), 5*time.Second)
	require.Equal(t, "early\n", out.String())
	requireGone(t, gone)
}

// countdown is a writer that fails in its nth call.
type countdown struct {
	n   int
	got bytes.Buffer
}

var errFull = errors.New("full")

func (c *countdown) Write(p []byte) (int, error) {
	if c.n--; c.n < 0 {
		return 0, errFull
	}
	return c.got.Write(p)
}

func TestBounded(t *testing.T) {
	for _, c := range []struct {
		writes []string
		kept   string
		full   int
	}{
		{nil, "", 0},
		{[]string{"hello"}, "hello", 0},
		{[]string{"hel", "", "lo"}, "hello", 0},
		{[]string{"hello", ""}, "hello", 0}, // nothing more has arrived
		{[]string{"hello", "!"}, "hello", 1},
		{[]string{"hello!"}, "hello", 1},
		{[]string{"hell", "o!", "more", "and more"}, "hello", 1},
	} {
		var kept bytes.Buffer
		full := 0
		w := Bounded(&kept, 5, func() { full++ })
		for _, s := range c.writes {
			n, err := io.WriteString(w, s)
			require.NoError(t, err)
			require.Equal(t, len(s), n, "the writer goes on, or the process would hang or die of it")
		}
		require.Equal(t, c.kept, kept.String(), "%q", c.writes)
		require.Equal(t, c.full, full, "%q", c.writes)
	}

	var kept bytes.Buffer
	w := Bounded(&kept, 0, nil)
	_, err := io.WriteString(w, "nobody is told")
	require.NoError(t, err)
	require.Empty(t, kept.String())

	broken := &countdown{n: 1}
	w = Bounded(broken, 100, nil)
	_, err = io.WriteString(w, "one")
	require.NoError(t, err)
	_, err = io.WriteString(w, "two")
	require.ErrorIs(t, err, errFull)
	require.Equal(t, "one", broken.got.String())
}

func TestBoundedFromManySides(t *testing.T) {
	const writers, each, max = 8, 500, 10_000
	var (
		kept bytes.Buffer
		full int // under Bounded's lock
		wg   sync.WaitGroup
	)
	w := Bounded(&kept, max, func() { full++ })
	for i := range writers {
		line := bytes.Repeat([]byte{byte('a' + i)}, 10)
		wg.Go(func() {
			for range each {
				if n, err := w.Write(line); n != len(line) || err != nil {
					t.Errorf("wrote %d: %v", n, err)
				}
			}
		})
	}
	wg.Wait()
	require.Equal(t, max, kept.Len())
	require.Equal(t, 1, full)
	for i := 0; i < max; i += 10 {
		require.Equal(t, bytes.Repeat(kept.Bytes()[i:i+1], 10), kept.Bytes()[i:i+10], "a write is kept whole")
	}
}
