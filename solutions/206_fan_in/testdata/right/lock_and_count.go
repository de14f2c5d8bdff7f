// The state of one call in a struct, with a lock: how many are still open. Who
// leaves last closes, with the lock held: nobody is sending any more.
package alerts

import (
	"context"
	"sync"
)

type Alert struct {
	Site   string
	Number int
}

type merger struct {
	merged chan Alert

	mu   sync.Mutex
	open int
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	m := &merger{merged: make(chan Alert), open: 1} // Merge itself
	for _, feed := range feeds {
		m.enter()
		go func() {
			defer m.leave()
			forward(ctx, feed, m.merged)
		}()
	}
	m.leave()
	return m.merged
}

func (m *merger) enter() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.open++
}

func (m *merger) leave() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.open--
	if m.open == 0 {
		close(m.merged)
	}
}

func forward(ctx context.Context, feed <-chan Alert, merged chan<- Alert) {
	for {
		select {
		case alert, ok := <-feed:
			if !ok {
				return
			}
			select {
			case merged <- alert:
			case <-ctx.Done():
				return
			}
		case <-ctx.Done():
			return
		}
	}
}
