// fixed: looking and adding happen under one lock, which Shutdown takes to close

// Package server answers requests from a store until it is shut down.
package server

import (
	"errors"
	"sync"
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
	mu       sync.Mutex
	closing  bool
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
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing {
		return false
	}
	s.inFlight.Add(1)
	return true
}

// Shutdown waits for the requests in flight and closes the store.
func (s *Server) Shutdown() {
	s.mu.Lock()
	s.closing = true
	s.mu.Unlock()
	s.inFlight.Wait()
	s.store.Close()
}
