package proc

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"racekata/grader/kit/owntime"
)

// Limits bound a process. A zero field is no limit.
type Limits struct {
	// FileSize is the largest file, in bytes, that it may write.
	FileSize uint64
	// Memory is the largest resident set, in bytes, of the process itself.
	Memory int64
	// AddressSpace is the backstop behind Memory, in bytes: the detector maps
	// gigabytes that are never resident, so it must be generous.
	AddressSpace uint64
	// Time is the longest that it may take, less what it waits for a
	// processor while others have it; of the wall's time, wallFactor as long.
	Time time.Duration
	// Background lets everything else go first.
	Background bool
}

// ErrMemory is the cause of death of a process that met Limits.Memory.
var ErrMemory = errors.New("the process used more memory than its limit")

// ErrTime is the cause of death of a process that met Limits.Time.
var ErrTime = errors.New("the process took longer than its limit")

// wallFactor bounds how slow a loaded machine may make a process.
const wallFactor = 60

// lookEvery is the time between two looks at the resident set. A process
// that writes to fresh memory as fast as it can gains some 50 MB between two.
const lookEvery = 20 * time.Millisecond

// Trusted is the WaitDelay of commands that leave no process behind, such as
// go's: theirs are kept open by a machine that is too busy to empty them.
const Trusted = time.Minute

// Run starts cmd in a process group of its own and waits for it. When ctx
// ends or a limit is met, the whole group is killed. It returns the context's
// error, ErrMemory, ErrTime, or what cmd.Wait returned. No process of the group is
// left when it returns. cmd's WaitDelay is a second if it is not set.
func Run(ctx context.Context, cmd *exec.Cmd, limits Limits) error {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
	// A grandchild may keep the output pipes open after the group is dead to
	// us; Wait must not wait for it.
	if cmd.WaitDelay == 0 {
		cmd.WaitDelay = time.Second
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	limitResources(cmd.Process.Pid, limits)

	var (
		kill    = sync.OnceFunc(func() { syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
		done    = make(chan struct{})
		reason  error // read after watcher.Wait
		watcher sync.WaitGroup
	)
	watcher.Go(func() {
		start := time.Now()
		look := limits.Time // when to look at its own time
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-ctx.Done():
				reason = ctx.Err()
				kill()
				return
			case <-tick.C:
				if wall := time.Since(start); limits.Time > 0 && wall >= look {
					own := owntime.Of(cmd.Process.Pid, wall)
					if own >= limits.Time || wall >= wallFactor*limits.Time {
						reason = ErrTime
						kill()
						return
					}
					look = wall + limits.Time - own
				}
				if limits.Memory > 0 && Resident(cmd.Process.Pid) > limits.Memory {
					reason = ErrMemory
					kill()
					return
				}
			}
		}
	})
	err := cmd.Wait()
	close(done)
	watcher.Wait()
	// Whoever the process started and left goes as well. The group's number
	// cannot have been given away while it has members; with none left, the
	// signal goes nowhere.
	kill()
	if reason != nil {
		return reason
	}
	return err
}

// Bounded returns a writer that keeps the first max bytes in w and counts on.
// full, if not nil, is called once when more arrives.
func Bounded(w io.Writer, max int, full func()) io.Writer {
	return &bounded{w: w, left: max, full: full}
}

type bounded struct {
	mu   sync.Mutex
	w    io.Writer
	left int
	full func()
}

func (b *bounded) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := min(len(p), b.left)
	b.left -= n
	if n > 0 {
		if _, err := b.w.Write(p[:n]); err != nil {
			return 0, err
		}
	}
	if n < len(p) && b.full != nil {
		b.full()
		b.full = nil
	}
	return len(p), nil
}
