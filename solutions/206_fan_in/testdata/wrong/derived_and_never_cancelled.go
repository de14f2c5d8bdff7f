// want: leak in "cancelling ends everything, whatever it waits for"
// "A context of Merge's own, which ends with the caller's." Which may never end.
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
	ctx, _ = context.WithCancel(ctx)
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
			}
		case <-ctx.Done():
			return
		}
	}
}
