//go:build go1.21

package watch

import (
	"os"
	"strconv"
	"sync"
	"syscall"
)

// EnvEvents is the variable by which the runner says that file descriptor 3
// is its event pipe. Anywhere else descriptor 3 may be anything.
const EnvEvents = "RACEKATA_EVENTS"

// EnvLimit is the variable that holds the run's limit as a Go duration. The
// kit ends a run shortly before it, so that the goroutines' stacks are kept.
const EnvLimit = "RACEKATA_LIMIT"

// Event is one line of JSON on the event pipe. The reader decodes it; this
// package writes it by hand, because linking encoding/json into each hidden test
// binary costs more than it saves.
type Event struct {
	// Name is one of the Event* constants.
	Name string `json:"event"`
	// Test is the hidden test that was running, "" between tests.
	Test string `json:"test,omitempty"`
	// Races is the number of race reports of the process so far.
	Races int `json:"races"`
	// Failed tells, with "ended", whether the test failed.
	Failed bool `json:"failed,omitempty"`
	// Text is a failure's message or the stacks of goroutines.
	Text string `json:"text,omitempty"`
}

// The names of events.
const (
	EventBegan  = "began"  // a test starts
	EventFailed = "failed" // a test says what is wrong (Text); it may go on
	EventLeak   = "leak"   // goroutines are left behind (Text: their stacks)
	EventEnded  = "ended"  // a test is over; it has passed only if a later event follows
	EventDone   = "done"   // all tests are over
	EventStuck  = "stuck"  // everyone waits for ever (Text: notes and stacks); the process ends
	EventBusy   = "busy"   // someone waits by spinning (Text: stacks); the process ends
	EventTime   = "time"   // the run's limit is reached (Text: stacks); the process ends
)

// Pipe is the event pipe.
type Pipe struct {
	mu sync.Mutex
	fd int // 0: nobody listens
}

// Open returns the event pipe of this process.
func Open() *Pipe {
	if os.Getenv(EnvEvents) != "3" {
		return &Pipe{}
	}
	syscall.CloseOnExec(3)
	return &Pipe{fd: 3}
}

// Listening tells whether anybody reads the pipe.
func (p *Pipe) Listening() bool { return p.fd != 0 }

// Send writes an event, with the number of race reports so far. It may be
// called from any goroutine. When the reader is gone, the process ends.
func (p *Pipe) Send(e Event) {
	if p.fd == 0 {
		return
	}
	e.Races = RaceReports()
	b := make([]byte, 0, 128+len(e.Text))
	b = append(b, `{"event":`...)
	b = appendJSON(b, e.Name)
	b = append(b, `,"test":`...)
	b = appendJSON(b, e.Test)
	b = append(b, `,"races":`...)
	b = strconv.AppendInt(b, int64(e.Races), 10)
	if e.Failed {
		b = append(b, `,"failed":true`...)
	}
	if e.Text != "" {
		b = append(b, `,"text":`...)
		b = appendJSON(b, e.Text)
	}
	b = append(b, "}\n"...)

	p.mu.Lock()
	defer p.mu.Unlock()
	for len(b) > 0 {
		n, err := syscall.Write(p.fd, b)
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			// The reader is gone: there is nobody to report to, and a run
			// that nobody reads must not go on.
			os.Exit(exitOrphan)
		}
		b = b[n:]
	}
}

// appendJSON appends s as a JSON string. Bytes that are not UTF-8 become the
// replacement character.
func appendJSON(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, '\\', 'n')
		case r == '\t':
			b = append(b, '\\', 't')
		case r < 0x20:
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			b = append(b, string(r)...)
		}
	}
	return append(b, '"')
}
