//go:build go1.21

package watch

import (
	"bytes"
	"runtime"
	"syscall"
	"time"
)

// What tells "busy" from "slow". The first is counted in CPU time that this
// process has burnt, so that a loaded machine accuses nobody.
const (
	// spinCPU is how much CPU time may pass before a program that will not
	// come to rest is called busy.
	spinCPU = time.Second
	// pollWall is how long a goroutine may go on sleeping and waking before
	// its waiting is called polling.
	pollWall = 1500 * time.Millisecond
	// pollLooks is in how many looks it must have been seen doing so.
	pollLooks = 100
	// turns and turnsCPU bound how long the processor is left to others between
	// two looks, in turns and in CPU time.
	turns    = 1 << 12
	turnsCPU = 10 * time.Millisecond
)

// Settle returns once every other goroutine is parked: whatever can happen
// without the caller's help has happened.
//
// If the program will not come to rest because a goroutine spins or polls,
// that is the finding "busy wait", and the run ends.
func (w *Watch) Settle() {
	var (
		d       dumper
		me      = self()
		burnt   time.Duration // by the others, between looks
		start   = time.Now()
		pause   = 20 * time.Microsecond
		asleep  int
		gosched = 4
	)
	for {
		before := cpuTime()
		for i := 0; i < gosched && cpuTime()-before < turnsCPU; i++ {
			runtime.Gosched()
		}
		nap(pause)
		pause = min(2*pause, 5*time.Millisecond)
		// A look at thousands of goroutines takes milliseconds of its own,
		// which are nobody's spinning.
		burnt += cpuTime() - before
		dump, whole := d.dump()
		restless := look(dump, me)
		if restless == "" && whole {
			return
		}
		// With one P, somebody who yields all the time runs only when we let
		// them: while we nap, the runtime's monitor on a loaded machine is too
		// late to give our P away, and they would burn next to nothing.
		if restless == "runnable" || restless == "running" {
			gosched = min(2*gosched, turns)
		} else {
			gosched = 4
		}
		if restless == "sleep" {
			asleep++
		}
		spins := burnt > spinCPU
		polls := asleep > pollLooks && time.Since(start) > pollWall
		if spins || polls {
			w.busy()
		}
	}
}

// look returns the state of a goroutine that is not parked: "sleep" when all
// such are asleep, "" when there is none. The caller and the watch
// itself do not count.
func look(dump []byte, me string) (restless string) {
	eachGoroutine(dump, func(g goroutine) bool {
		if g.id == me || g.parked() || ours(g) {
			return true
		}
		restless = g.state
		return restless == "sleep" // go on looking for something livelier
	})
	return restless
}

// ours tells whether a goroutine is the watch or the runtime's signal reader,
// which never park. The path before the watch's package name depends on the
// module that it was laid into.
func ours(g goroutine) bool {
	return bytes.Contains(g.text, []byte("/watch.(*Watch).loop(")) ||
		bytes.Contains(g.text, []byte("os/signal.loop("))
}

// cpuTime is the user and system time that this process has used.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic("watch: getrusage: " + err.Error()) // cannot fail with a valid who
	}
	return time.Duration(syscall.TimevalToNsec(u.Utime) + syscall.TimevalToNsec(u.Stime))
}
