// want: wrong result or leak in "cancelling ends everything, whatever it waits for"
// "It waits for a receiver, so look at the context there." It waits for the
// feed most of the time.
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
	for alert := range feed {
		select {
		case merged <- alert:
		case <-ctx.Done():
			return
		}
	}
}
