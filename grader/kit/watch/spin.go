//go:build go1.21

package watch

import (
	"slices"
	"time"
)

// Virtual time stands still while anybody in a bubble runs, so a goroutine there
// that waits by spinning keeps its test from ever ending. Both bounds are CPU
// time of the process, so that a loaded machine accuses nobody.
const (
	// sameCPU is for one goroutine that is found running in look after look.
	// In right answers that is 50 ms at most.
	sameCPU = 300 * time.Millisecond
	// anyCPU is for one after the other, each of which may be about to wait: a
	// test of many short bubbles looks alike. In right answers that is 250 ms.
	anyCPU = time.Second
)

// bubbles follows who runs in bubbles.
type bubbles struct {
	who   []string      // they were running in each look since same
	same  time.Duration // the process's CPU time then
	any   time.Duration // when somebody was first found running
	spins bool          // somebody was, in the last look
}

// look takes a dump and the process's CPU time, and tells whether somebody in a
// bubble spins.
func (b *bubbles) look(dump []byte, cpu time.Duration) bool {
	var running []string
	eachGoroutine(dump, func(g goroutine) bool {
		if g.bubble && !g.parked() {
			running = append(running, g.id)
		}
		return true
	})
	if !b.spins {
		b.any = cpu
	}
	b.spins = len(running) > 0
	still := slices.DeleteFunc(slices.Clone(running), func(id string) bool { return !slices.Contains(b.who, id) })
	if len(still) == 0 {
		b.who, b.same = running, cpu
	} else {
		b.who = still
	}
	return b.spins && (cpu-b.same > sameCPU || cpu-b.any > anyCPU)
}
