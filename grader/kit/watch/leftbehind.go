//go:build go1.21

package watch

import (
	"bytes"
	"runtime"
	"time"

	"racekata/grader/kit/hook"
)

// How long a test's end waits for goroutines that may still end by
// themselves. All are counted from the test's end.
const (
	// stillFor is how long nothing may have moved before who is parked counts
	// as left behind.
	stillFor = 20 * time.Millisecond
	// forTimers is the time given to timers that are due.
	forTimers = time.Second
	// forIO is the time given to goroutines that wait for the outside.
	forIO = 500 * time.Millisecond
	// perturbed is how long hooks go on to act: what the test left running is
	// to be disturbed too.
	perturbed = 300 * time.Millisecond
	// forRunning is the time given to goroutines that run.
	forRunning = 3 * time.Second
)

// everyone is the set of all goroutines, by number.
func everyone() map[string]bool {
	var d dumper
	dump, _ := d.dump()
	ids := map[string]bool{}
	eachGoroutine(dump, func(g goroutine) bool {
		ids[g.id] = true
		return true
	})
	return ids
}

// leftBehind returns the stacks of the goroutines that were not there before
// and will not end by themselves: they are parked, and they have to do with
// the modules, as their stacks or the lines that started them show. It
// returns nil when there are none.
func leftBehind(before map[string]bool, modules [][]byte) []byte {
	var (
		d     dumper
		me    = self()
		start = time.Now()
		still = start
		last  []byte
		pause = 20 * time.Microsecond
	)
	for {
		for i := 0; i < 4; i++ {
			runtime.Gosched()
		}
		nap(pause)
		if pause *= 2; pause > 5*time.Millisecond {
			pause = 5 * time.Millisecond
		}
		due := untilNextTimer() < int64(forTimers)
		dump, _ := d.dump()
		s := seen(dump, me, before, modules)
		if s.suspects == 0 {
			return nil
		}
		now := time.Now()
		if now.Sub(start) > perturbed {
			hook.Quiet(true)
		}
		if !bytes.Equal(s.who, last) {
			last, still = s.who, now
		}
		if now.Sub(still) < stillFor {
			if now.Sub(start) > forRunning {
				return s.parked
			}
			continue
		}
		patience := time.Duration(0)
		switch {
		case s.running:
			patience = forRunning
		case due || s.asleep || untilNextTimer() < int64(forTimers):
			patience = forTimers
		case s.outside:
			patience = forIO
		}
		if now.Sub(start) >= patience {
			return s.parked
		}
	}
}

// sight is what one look at all goroutines showed.
type sight struct {
	suspects int    // new goroutines of the modules, whatever they do
	parked   []byte // the stacks of those that are parked
	who      []byte // who they are and what they do: equal while none moves
	// What might still wake one that is parked: anybody who runs, sleeps, or
	// waits for the outside.
	running, asleep, outside bool
}

func seen(dump []byte, me string, before map[string]bool, modules [][]byte) sight {
	var s sight
	eachGoroutine(dump, func(g goroutine) bool {
		if g.id == me || ours(g) {
			return true
		}
		parked := g.parked()
		switch {
		case parked:
		case g.state == "sleep":
			s.asleep = true
		case g.state == "IO wait" || g.state == "syscall":
			s.outside = true
		default:
			s.running = true
		}
		if before[g.id] || !of(g, modules) {
			return true
		}
		if g.state == "IO wait" {
			return true // a server, a connection: others may own it
		}
		s.suspects++
		s.who = append(s.who, g.id...)
		s.who = append(s.who, ' ')
		s.who = append(s.who, g.state...)
		s.who = append(s.who, '\n')
		if parked {
			s.parked = append(s.parked, g.text...)
			s.parked = append(s.parked, '\n')
		}
		return true
	})
	return s
}

// of tells whether a goroutine has to do with the modules: a file of theirs,
// not of what they vendor, is in its stack or started it.
func of(g goroutine, modules [][]byte) bool {
	for _, dir := range modules {
		for text := g.text; ; {
			i := bytes.Index(text, dir)
			if i < 0 {
				break
			}
			text = text[i+len(dir):]
			if !bytes.HasPrefix(text, []byte("vendor/")) && !bytes.HasPrefix(text, []byte("racekata_hunt/")) {
				return true
			}
		}
	}
	return false
}
