// want: wrong result in "every alert comes out, then the channel is closed"
// "Every alert comes out exactly once." Two that look the same are two.
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
	seen := map[Alert]bool{}
	for {
		select {
		case alert, ok := <-feed:
			if !ok {
				return
			}
			if seen[alert] {
				continue
			}
			seen[alert] = true
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
