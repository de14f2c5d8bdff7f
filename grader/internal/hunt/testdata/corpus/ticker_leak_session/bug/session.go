// bug: when the handshake fails Dial returns without ending the keep-alive goroutine that it has started ; kind: leak

// Package session keeps a connection to a server alive.
package session

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Session pings its server until it is closed.
type Session struct {
	pings atomic.Int64
	quit  chan struct{}
	wg    sync.WaitGroup
}

// Dial connects; the handshake may take longer than the server's patience, so
// the pings begin before it.
func Dial(every time.Duration, handshake func() error) (*Session, error) {
	s := &Session{quit: make(chan struct{})}
	s.wg.Go(func() { s.keepAlive(every) })
	if err := handshake(); err != nil {
		return nil, fmt.Errorf("handshake: %w", err)
	}
	return s, nil
}

func (s *Session) keepAlive(every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			s.pings.Add(1)
		case <-s.quit:
			return
		}
	}
}

// Close ends the session; once only.
func (s *Session) Close() {
	close(s.quit)
	s.wg.Wait()
}
