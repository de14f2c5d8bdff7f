//go:build go1.21

// Package owntime measures how much time a process really had. On a machine
// with much else to do a process may wait for a processor for most of its
// life, and a limit on the time of the wall would then end one that has hardly
// begun.
//
// With 24 others beside it on two cores, a test of 0.2 s has been seen to take
// more than 10 s; of those, Of counts as many as the process ran or slept.
package owntime

import (
	"runtime"
	"time"
)

// Of is the part of wall, the time since a process started, that the process
// had to itself: the time in which it slept or waited for something, and the
// time in which it ran. What it spent runnable, waiting for a processor, is
// taken off; with more runnable threads than cores, only what a machine with
// nothing else to do would have given is expected. Where the system does not
// tell (anywhere but on Linux), it is wall.
func Of(pid int, wall time.Duration) time.Duration {
	ran, waited, ok := schedstat(pid)
	if !ok {
		return wall
	}
	return share(wall, ran, waited, runtime.NumCPU())
}

// share takes the CPU time that all threads had and what they waited for it.
func share(wall, ran, waited time.Duration, cores int) time.Duration {
	wanted := min(ran+waited, time.Duration(cores)*wall)
	if wanted <= 0 || ran >= wanted {
		return wall
	}
	busy := min(ran+waited, wall) // of the wall's time, when all ran side by side
	return wall - busy + time.Duration(float64(busy)*float64(ran)/float64(wanted))
}
