// bug: the timer's callback looks at the closed flag and sends, and Close closes the channel in between ; kind: panic or data race

// Package saver writes a document a moment after the last change.
package saver

import (
	"sync"
	"time"
)

// Saver collects changes.
type Saver struct {
	mu      sync.Mutex
	delay   time.Duration
	timer   *time.Timer
	text    string
	closed  bool
	saved   int
	outputs chan string
}

// New returns a saver; its output is a channel with room for some versions.
func New(delay time.Duration) *Saver {
	return &Saver{delay: delay, outputs: make(chan string, 8)}
}

// Outputs passes the versions to be written, until Close.
func (s *Saver) Outputs() <-chan string { return s.outputs }

// Change records a new text, to be saved after the delay.
func (s *Saver) Change(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text = text
	if s.timer == nil {
		s.timer = time.AfterFunc(s.delay, s.save)
		return
	}
	s.timer.Reset(s.delay)
}

func (s *Saver) save() {
	s.mu.Lock()
	text, closed := s.text, s.closed
	s.mu.Unlock()
	if closed {
		return
	}
	s.outputs <- text
	s.mu.Lock()
	s.saved++
	s.mu.Unlock()
}

// Close ends saving; a change that is not saved yet is dropped.
func (s *Saver) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	if s.timer != nil {
		s.timer.Stop()
	}
	close(s.outputs)
}
