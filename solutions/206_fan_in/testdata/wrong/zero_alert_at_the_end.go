// want: wrong result in "every alert comes out, then the channel is closed"
// "When a feed is closed, its receive returns." With an alert that nobody sent.
package alerts

import (
	"context"
	"sync"
)

type Alert struct {
	Site   string
	Number int
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	merged := make(chan Alert)
	var forwarders sync.WaitGroup
	for _, feed := range feeds {
		forwarders.Go(func() { forward(ctx, feed, merged) })
	}
	go func() {
		forwarders.Wait()
		close(merged)
	}()
	return merged
}

func forward(ctx context.Context, feed <-chan Alert, merged chan<- Alert) {
	for ok := true; ok; {
		var alert Alert
		select {
		case alert, ok = <-feed:
		case <-ctx.Done():
			return
		}
		select {
		case merged <- alert:
		case <-ctx.Done():
			return
		}
	}
}
