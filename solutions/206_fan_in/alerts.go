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
	merged := make(chan Alert)
	var forwarders sync.WaitGroup
	for _, feed := range feeds {
		forwarders.Go(func() { forward(ctx, feed, merged) })
	}
	// None of those who send can know that it is the last. Who waits for all of
	// them knows.
	go func() {
		forwarders.Wait()
		close(merged)
	}()
	return merged
}

// forward passes on the alerts of one feed until it ends or ctx is cancelled.
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
