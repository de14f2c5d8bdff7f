// want: wrong result in "every alert comes out, then the channel is closed"
// "If nobody takes it within a second, the screen is off." Or somebody reads.
package alerts

import (
	"context"
	"sync"
	"time"
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
			case <-time.After(time.Second):
			}
		case <-ctx.Done():
			return
		}
	}
}
