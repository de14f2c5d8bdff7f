// bug: Publish sends to a copy of the subscriber list, and a subscriber that leaves meanwhile has its channel closed ; kind: panic or data race

// Package bus passes events to subscribers that come and go.
package bus

import (
	"slices"
	"sync"
)

// Subscriber receives events until it leaves.
type Subscriber struct {
	events chan string
}

// Bus knows who listens.
type Bus struct {
	mu        sync.Mutex
	subs      []*Subscriber
	published int
}

// Subscribe adds a subscriber.
func (b *Bus) Subscribe() *Subscriber {
	s := &Subscriber{
		events: make(chan string, 4),
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.subs = append(b.subs, s)
	return s
}

// Publish sends an event to everyone who listens and has room for it.
func (b *Bus) Publish(event string) {
	b.mu.Lock()
	subs := slices.Clone(b.subs)
	b.mu.Unlock()
	for _, s := range subs {
		select {
		case s.events <- event:
		default: // a slow subscriber misses events
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.published++
}

// Leave ends a subscription; once only.
func (b *Bus) Leave(s *Subscriber) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.subs = slices.DeleteFunc(b.subs, func(other *Subscriber) bool { return other == s })
	close(s.events)
}

// Next returns the next event, or false once the subscriber has left and read all.
func (s *Subscriber) Next() (string, bool) {
	event, ok := <-s.events
	return event, ok
}
