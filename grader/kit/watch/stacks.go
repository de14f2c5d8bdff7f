//go:build go1.21

package watch

import (
	"bytes"
	"runtime"
)

// dumpLimit bounds a dump; a program with more goroutines than fit is over
// its memory limit long before.
const dumpLimit = 64 << 20

// dumper takes dumps of all goroutines into a buffer that it keeps.
type dumper struct{ buf []byte }

// dump returns the stacks of all goroutines, and whether that is all of them:
// those beyond dumpLimit are cut off. The world is stopped while it is taken,
// so it is one moment of the whole program. It is valid until the next call.
func (d *dumper) dump() (dump []byte, whole bool) {
	if d.buf == nil {
		d.buf = make([]byte, 64<<10)
	}
	for {
		n := runtime.Stack(d.buf, true)
		if n < len(d.buf) {
			return d.buf[:n], true
		}
		if len(d.buf) >= dumpLimit {
			return d.buf[:n], false
		}
		d.buf = make([]byte, 2*len(d.buf))
	}
}

// goroutine is one entry of a dump.
type goroutine struct {
	id     string // digits
	state  string // "chan receive", without minutes, bubble and lock marks
	bubble bool   // it is in a testing/synctest bubble
	text   []byte // the entry, header included
}

// eachGoroutine calls f for every entry of a dump until f returns false. An
// entry begins
//
//	goroutine 18 [chan receive, 2 minutes, synctest bubble 1]:
func eachGoroutine(dump []byte, f func(goroutine) bool) {
	for len(dump) > 0 {
		entry := dump
		if i := bytes.Index(dump, []byte("\n\n")); i >= 0 {
			entry, dump = dump[:i+1], dump[i+2:]
		} else {
			dump = nil
		}
		if g, ok := parseEntry(entry); ok && !f(g) {
			return
		}
	}
}

func parseEntry(entry []byte) (goroutine, bool) {
	rest, ok := bytes.CutPrefix(entry, []byte("goroutine "))
	if !ok {
		return goroutine{}, false
	}
	id, rest, ok := bytes.Cut(rest, []byte(" "))
	if !ok {
		return goroutine{}, false
	}
	open := bytes.IndexByte(rest, '[')
	end := bytes.Index(rest, []byte("]:"))
	if open < 0 || end < open {
		return goroutine{}, false
	}
	state, marks, _ := bytes.Cut(rest[open+1:end], []byte(", "))
	// A state comes with a mark or two: "chan receive (durable) (scan)".
	for _, mark := range []string{" (durable)", " (scan)", " (durable)"} {
		state = bytes.TrimSuffix(state, []byte(mark))
	}
	return goroutine{
		id:     string(id),
		state:  string(state),
		bubble: bytes.Contains(marks, []byte("synctest bubble ")),
		text:   entry,
	}, true
}

// self is the number of the calling goroutine.
func self() string {
	var buf [64]byte
	n := runtime.Stack(buf[:], false)
	g, _ := parseEntry(buf[:n])
	if g.id == "" { // the header did not fit with its bracket: take the digits
		rest := bytes.TrimPrefix(buf[:n], []byte("goroutine "))
		id, _, _ := bytes.Cut(rest, []byte(" "))
		return string(id)
	}
	return g.id
}

// parked tells whether the goroutine does nothing until another goroutine or a
// timer wakes it. The list names what counts, not what does not: goroutines
// pass briefly through semacquire and the collector's states.
func (g goroutine) parked() bool {
	switch g.state {
	case "chan receive", "chan receive (nil chan)",
		"chan send", "chan send (nil chan)",
		"select", "select (no cases)",
		"sync.Mutex.Lock", "sync.RWMutex.Lock", "sync.RWMutex.RLock",
		"sync.Cond.Wait", "sync.WaitGroup.Wait",
		"synctest.Run", "synctest.Wait", "coroutine":
		return true
	case "sleep":
		// Time in a bubble goes on as soon as all of it wait, so somebody in
		// a bubble that lives is running or about to. Where nobody is, a
		// mutex holds time up, and the sleeper never wakes.
		return g.bubble
	}
	return false
}
