// bug: Fork copies the settings as a whole, with the lock in whatever state it is and the fields while they are written ; kind: data race or stuck or concurrent map access

// Package settings keeps a user's preferences.
package settings

import (
	"maps"
	"sync"
)

// Settings is safe for use by many goroutines.
type Settings struct {
	mu      sync.Mutex
	values  map[string]string
	changes int
}

// New returns empty settings.
func New() *Settings { return &Settings{values: make(map[string]string)} }

// Set changes one value.
func (s *Settings) Set(key, value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.values[key] = value
	s.changes++
}

// Get returns one value.
func (s *Settings) Get(key string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.values[key]
}

// Fork returns independent settings that start with the same values.
func (s *Settings) Fork() *Settings {
	fork := clone(s)
	fork.values = maps.Clone(s.values)
	return fork
}

func clone[T any](p *T) *T {
	c := *p
	return &c
}
