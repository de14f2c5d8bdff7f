package kit

import (
	"bytes"
	"runtime"
)

// dumpLimit bounds a dump; a program with more goroutines than fit is over
// its memory limit long before.
const dumpLimit = 64 << 20

// dumper takes dumps of all goroutines into a buffer that it keeps.
type dumper struct{ buf []byte }

// dump returns the stacks of all goroutines. The world is stopped while it is
// taken, so it is one moment of the whole program. It is valid until the next
// call.
func (d *dumper) dump() []byte {
	if d.buf == nil {
		d.buf = make([]byte, 64<<10)
	}
	for {
		n := runtime.Stack(d.buf, true)
		if n < len(d.buf) || len(d.buf) >= dumpLimit {
			return d.buf[:n]
		}
		d.buf = make([]byte, 2*len(d.buf))
	}
}

// goroutine is one entry of a dump.
type goroutine struct {
	id    string // digits
	state string // "chan receive", without minutes, bubble and lock marks
	text  []byte // the entry, header included
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
	state, _, _ := bytes.Cut(rest[open+1:end], []byte(", "))
	state = bytes.TrimSuffix(state, []byte(" (durable)"))
	state = bytes.TrimSuffix(state, []byte(" (scan)"))
	return goroutine{id: string(id), state: string(state), text: entry}, true
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

// parked tells whether a goroutine in that state does nothing until another
// goroutine or a timer wakes it. The list names what counts, not what does
// not: goroutines pass briefly through semacquire and the collector's states.
func parked(state string) bool {
	switch state {
	case "chan receive", "chan receive (nil chan)",
		"chan send", "chan send (nil chan)",
		"select", "select (no cases)",
		"sync.Mutex.Lock", "sync.RWMutex.Lock", "sync.RWMutex.RLock",
		"sync.Cond.Wait", "sync.WaitGroup.Wait",
		"synctest.Run", "synctest.Wait", "coroutine":
		return true
	}
	return false
}
