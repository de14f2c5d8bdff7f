// bug: Last returns a part of the guarded slice, which a later Add shifts while the caller reads it ; kind: data race or wrong result

// Package history keeps the last commands of a shell.
package history

import "sync"

// History keeps a fixed number of commands.
type History struct {
	mu       sync.Mutex
	commands []string
	keep     int
}

// New returns an empty history.
func New(keep int) *History { return &History{keep: keep} }

// Add appends a command and forgets the oldest when there are too many.
func (h *History) Add(command string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.commands) == h.keep {
		copy(h.commands, h.commands[1:])
		h.commands[h.keep-1] = command
		return
	}
	h.commands = append(h.commands, command)
}

// Last returns the n newest commands, or fewer when there are fewer.
func (h *History) Last(n int) []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	n = min(n, len(h.commands))
	return h.commands[len(h.commands)-n:]
}

// Len returns the number of commands kept.
func (h *History) Len() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.commands)
}
