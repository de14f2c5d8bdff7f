// Package settings hands the settings of a payment provider to the requests of
// a shop.
package settings

import "fmt"

// Settings say how payments reach the provider. They belong together: a key
// opens one endpoint only, and the limits are those of that contract.
//
// Once they have been given to Publish, nobody changes Limits any more: not
// the publisher, not the store, not who got them from Current.
type Settings struct {
	Endpoint string
	Key      string
	Limits   map[string]int64 // the largest payment by currency, in cents
}

// Store holds the settings that are current. Publish and Current may be called
// from any goroutine.
type Store struct {
	check   func(old, next Settings) error
	ready   bool
	current *Settings
	version int64
}

// New returns a store that has no settings yet. check tries next before it
// replaces old, which is zero for the first settings.
//
// It pays a cent through the provider, so it takes its time. It may call
// Current. It does not call Publish and does not panic.
func New(check func(old, next Settings) error) *Store {
	return &Store{check: check}
}

// Publish has next checked, once, and makes it the current settings. It
// returns their version: 1 for the first settings, 2 for those that replace
// them, and so on.
//
// If check refuses next, nothing changes: Publish returns 0 and an error that
// wraps the one of check.
//
// Publications come one after the other: what check was told as old is what
// next replaces.
func (s *Store) Publish(next Settings) (int64, error) {
	var old Settings
	if s.ready {
		old = *s.current
	}
	if err := s.check(old, next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.current = &next
	s.version++
	s.ready = true
	return s.version, nil
}

// Current returns the current settings and their version, or zero settings and
// version 0 while there are none. It waits for no check.
func (s *Store) Current() (Settings, int64) {
	if !s.ready {
		return Settings{}, 0
	}
	return *s.current, s.version
}

// Close ends whatever the store has running. Nothing is called after it.
func (s *Store) Close() {}
