// want: wrong result in "every alert comes out, then the channel is closed"
// "A closed feed gives empty alerts." An open one may, too.
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
	for {
		select {
		case alert := <-feed:
			if alert == (Alert{}) {
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
