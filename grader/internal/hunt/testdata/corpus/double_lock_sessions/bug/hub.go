// bug: Hub.Close closes sessions under the hub's lock, and a session that is still open calls back into the hub for it ; kind: stuck

// Package hub keeps track of open client sessions.
package hub

import (
	"strings"
	"sync"
)

// Session answers one client.
type Session struct {
	once    sync.Once
	onClose func(*Session)
}

// Serve answers requests until there are no more, then ends the session.
func (s *Session) Serve(requests <-chan string, replies chan<- string) {
	defer s.Close()
	defer close(replies)
	for r := range requests {
		replies <- strings.ToUpper(r)
	}
}

// Close ends the session; only the first call does anything.
func (s *Session) Close() {
	s.once.Do(func() { s.onClose(s) })
}

// Hub owns the sessions.
type Hub struct {
	mu       sync.Mutex
	sessions map[*Session]bool
	closed   int
}

// New returns a hub without sessions.
func New() *Hub { return &Hub{sessions: make(map[*Session]bool)} }

// Open adds a session.
func (h *Hub) Open() *Session {
	s := &Session{onClose: h.forget}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sessions[s] = true
	return s
}

func (h *Hub) forget(s *Session) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.sessions, s)
	h.closed++
}

// Close ends every session that is still open.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.sessions {
		s.Close()
	}
}
