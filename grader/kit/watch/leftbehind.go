//go:build go1.21

package watch

import (
	"bytes"
	"runtime"
	"strconv"
	"time"

	"racekata/grader/kit/hook"
)

// How long the end of a test waits for goroutines that may still end by
// themselves. All but the first are counted from the test's end.
const (
	// stillFor is how long nothing may have moved before who is parked counts
	// as left behind.
	stillFor = 20 * time.Millisecond
	// forTimers is the time given to timers that are due.
	forTimers = time.Second
	// forIO is the time given to goroutines that wait for the outside.
	forIO = 500 * time.Millisecond
	// forPolling is the time given to goroutines that sleep and ask again.
	forPolling = 3 * time.Second
	// forRunning is the time given to goroutines that run, unless they burn
	// spinCPU before.
	forRunning = 10 * time.Second
	// perturbed is how long hooks go on to act: what the test left running is
	// to be disturbed too.
	perturbed = 300 * time.Millisecond
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

// leftBehind waits until the goroutines that were not there before and have to
// do with the modules, as their stacks or the lines that started them show,
// have ended. It returns "", nil if they do; or EventLeak and the stacks of
// those that will not, because they are parked or sleep again and again; or
// EventBusy and the stacks of all if one spins.
func leftBehind(before map[string]bool, modules [][]byte) (event string, stacks []byte) {
	var (
		d     dumper
		me    = self()
		start = time.Now()
		burnt = cpuTime()
		still = start
		last  []byte
		pause = 20 * time.Microsecond
	)
	leak := func(s sight) (string, []byte) {
		if s.parked == nil {
			return "", nil
		}
		return EventLeak, s.parked
	}
	for {
		for i := 0; i < 4; i++ {
			runtime.Gosched()
		}
		nap(pause)
		pause = min(2*pause, 5*time.Millisecond)
		due := untilNextTimer() < int64(forTimers)
		dump, _ := d.dump()
		now := time.Now()
		took := now.Sub(start)
		s := seen(dump, me, before, modules, took)
		if s.suspects == 0 {
			return "", nil
		}
		if took > perturbed {
			hook.Quiet(true)
		}
		if s.spins && took > forTimers && cpuTime()-burnt > spinCPU {
			return EventBusy, dump
		}
		if took > forRunning {
			return leak(s)
		}
		if !bytes.Equal(s.who, last) {
			last, still = s.who, now
		}
		if now.Sub(still) < stillFor {
			continue
		}
		patience := time.Duration(0)
		switch {
		case s.running:
			patience = forRunning
		case s.polls:
			patience = forPolling
		case due || s.asleep || untilNextTimer() < int64(forTimers):
			patience = forTimers
		case s.outside:
			patience = forIO
		}
		if took >= patience {
			return leak(s)
		}
	}
}

// sight is what one look at all goroutines showed.
type sight struct {
	suspects int    // new goroutines of the modules, whatever they do
	parked   []byte // the stacks of those that will not end by themselves
	who      []byte // who they are and what they do: equal while none moves
	spins    bool   // a suspect runs
	polls    bool   // a suspect sleeps, has done so before, and will again
	// What might still wake one that is parked: anybody who runs, sleeps, or
	// waits for the outside.
	running, asleep, outside bool
}

func seen(dump []byte, me string, before map[string]bool, modules [][]byte, took time.Duration) sight {
	var s sight
	eachGoroutine(dump, func(g goroutine) bool {
		if g.id == me || ours(g) {
			return true
		}
		suspect := !before[g.id] && of(g, modules)
		stays := g.parked()
		switch {
		case stays:
		case g.state == "sleep":
			s.asleep = true
			if suspect && sleepsAgain(g, took) {
				s.polls, stays = true, true
			}
		case g.state == "IO wait":
			s.outside = true
			return true // a server, a connection: others may own it
		case g.state == "syscall":
			s.outside = true
		default:
			s.running = true
			s.spins = s.spins || suspect
		}
		if !suspect {
			return true
		}
		s.suspects++
		s.who = append(s.who, g.id...)
		s.who = append(s.who, ' ')
		s.who = append(s.who, g.state...)
		s.who = append(s.who, '\n')
		if stays {
			s.parked = append(s.parked, g.text...)
			s.parked = append(s.parked, '\n')
		}
		return true
	})
	return s
}

// sleepsAgain tells whether a goroutine that has been around for so long must
// have slept more than once: its stack shows for how long it sleeps.
//
//	time.Sleep(0xf4240)
func sleepsAgain(g goroutine, around time.Duration) bool {
	_, rest, ok := bytes.Cut(g.text, []byte("\ntime.Sleep(0x"))
	if !ok {
		return false
	}
	digits, _, _ := bytes.Cut(rest, []byte(")"))
	d, err := strconv.ParseInt(string(bytes.TrimRight(digits, "?")), 16, 64)
	return err == nil && 2*time.Duration(d) < around
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
