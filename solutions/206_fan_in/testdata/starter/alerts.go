// Package alerts brings the alerts of many sites together.
package alerts

import (
	"context"
	"sync"
)

// Alert is one line in the list of the operations room.
type Alert struct {
	Site   string
	Number int // of the alerts of this site
}

// Merge returns a channel on which all alerts of all feeds come out, each once,
// and those of one feed in their order:
//
//	for alert := range alerts.Merge(ctx, feeds...) {
//		screen.Show(alert)
//	}
//
// It returns at once. Feeds do not wait for each other; when nobody receives,
// no more than ten alerts of each feed are in hand.
//
// The channel is closed when all feeds are closed and all alerts have been
// received, or when ctx is cancelled; then, what was on its way may be lost.
// When it is closed, nothing that Merge started is left.
func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	m := &merger{merged: make(chan Alert)}
	for _, feed := range feeds {
		go m.forward(ctx, feed)
	}
	return m.merged
}

// merger is one call of Merge.
type merger struct {
	merged chan Alert
	ended  sync.Once
}

// forward passes on the alerts of one feed.
func (m *merger) forward(ctx context.Context, feed <-chan Alert) {
	defer m.end()
	for alert := range feed {
		select {
		case m.merged <- alert:
		case <-ctx.Done():
			return
		}
	}
}

// end closes the channel. A second close would panic.
func (m *merger) end() {
	m.ended.Do(func() { close(m.merged) })
}
