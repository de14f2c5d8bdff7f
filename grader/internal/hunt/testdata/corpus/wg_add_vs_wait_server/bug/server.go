// bug: Handle looks at the closing flag before it adds to the WaitGroup, so Shutdown can pass in between and close the store under a request ; kind: wrong result or data race or misuse

// Package server answers requests from a store until it is shut down.
package server

import (
	"errors"
	"sync"
	"sync/atomic"
)

// ErrClosing says that the server takes no more requests.
var ErrClosing = errors.New("server is closing")

// Store is what requests read from.
type Store interface {
	Read(key string) (string, error)
	Close()
}

// Server counts the requests in flight.
type Server struct {
	store    Store
	closing  atomic.Bool
	inFlight sync.WaitGroup
}

// New returns a server over a store that it owns from now on.
func New(store Store) *Server { return &Server{store: store} }

// Handle answers one request.
func (s *Server) Handle(key string) (string, error) {
	if !s.enter() {
		return "", ErrClosing
	}
	defer s.inFlight.Done()
	return s.store.Read(key)
}

func (s *Server) enter() bool {
	if s.closing.Load() {
		return false
	}
	s.inFlight.Add(1)
	return true
}

// Shutdown waits for the requests in flight and closes the store.
func (s *Server) Shutdown() {
	s.closing.Store(true)
	s.inFlight.Wait()
	s.store.Close()
}
