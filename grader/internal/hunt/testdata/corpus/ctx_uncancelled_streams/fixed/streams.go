// fixed: Open closes what it has opened before it returns the error

// Package streams opens one stream per topic.
package streams

import (
	"context"
	"fmt"
	"sync"
)

// Set is a group of open streams.
type Set struct {
	cancel context.CancelFunc
	wg     sync.WaitGroup
	topics []string
}

// Open opens all topics or none.
func Open(ctx context.Context, topics []string, dial func(topic string) (<-chan string, error), on func(msg string)) (*Set, error) {
	s := new(Set)
	ctx, s.cancel = context.WithCancel(ctx)
	for _, topic := range topics {
		messages, err := dial(topic)
		if err != nil {
			s.Close()
			return nil, fmt.Errorf("open %s: %w", topic, err)
		}
		s.topics = append(s.topics, topic)
		s.wg.Go(func() { follow(ctx, messages, on) })
	}
	return s, nil
}

func follow(ctx context.Context, messages <-chan string, on func(msg string)) {
	for {
		select {
		case msg := <-messages:
			on(msg)
		case <-ctx.Done():
			return
		}
	}
}

// Close ends all streams.
func (s *Set) Close() {
	s.cancel()
	s.wg.Wait()
}
