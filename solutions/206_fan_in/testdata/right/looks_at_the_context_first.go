// Merge itself looks at the context before it starts anything, and each forwarder
// before it receives and before it sends.
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
	if len(feeds) == 0 || ctx.Err() != nil {
		close(merged)
		return merged
	}
	var open sync.WaitGroup
	for _, feed := range feeds {
		open.Go(func() { forward(ctx, feed, merged) })
	}
	go func() {
		open.Wait()
		close(merged)
	}()
	return merged
}

func forward(ctx context.Context, feed <-chan Alert, merged chan<- Alert) {
	for ctx.Err() == nil {
		var alert Alert
		select {
		case <-ctx.Done():
			return
		case a, ok := <-feed:
			if !ok {
				return
			}
			alert = a
		}
		if ctx.Err() != nil {
			return
		}
		select {
		case <-ctx.Done():
			return
		case merged <- alert:
		}
	}
}
