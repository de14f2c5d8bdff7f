package render

import (
	"fmt"
	"io"
	"os"
	"sync"

	"golang.org/x/term"
)

// Status is the one line that says what the grader is doing. It may be shown
// from any goroutine.
type Status struct {
	mu       sync.Mutex
	w        io.Writer
	style    Style
	terminal bool
	shown    bool
	long     string // the last long step said without a terminal
}

// NewStatus returns a status line on w. It is rewritten in place on a
// terminal; elsewhere only long steps are said, each once.
func NewStatus(w io.Writer, s Style) *Status {
	f, ok := w.(*os.File)
	return &Status{w: w, style: s, terminal: ok && term.IsTerminal(int(f.Fd()))}
}

// Show replaces the line. long says that the step takes long enough to be
// worth a line even where it cannot be wiped.
func (l *Status) Show(text string, long bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.terminal {
		if long && text != l.long {
			l.long = text
			fmt.Fprintln(l.w, text)
		}
		return
	}
	fmt.Fprintf(l.w, "\r\x1b[K%s", l.style.faint(clip(text, l.style.width()-1)))
	l.shown = true
}

// Clear wipes the line.
func (l *Status) Clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.shown {
		fmt.Fprint(l.w, "\r\x1b[K")
		l.shown = false
	}
}

// Problem writes what is wrong with the call or the machine, and the fix.
func Problem(w io.Writer, s Style, text string) {
	fmt.Fprintln(w, s.bad("✗")+" "+text)
}

// Note writes what is worth knowing and nothing to mend.
func Note(w io.Writer, s Style, text string) {
	fmt.Fprintln(w, s.mark("note:")+" "+text)
}
