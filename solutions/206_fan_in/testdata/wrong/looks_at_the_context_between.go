// want: wrong result or leak in "cancelling ends everything, whatever it waits for"
// "Look at the context before each alert." It is cancelled while nothing comes.
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
		if ctx.Err() != nil {
			return
		}
		merged <- alert
	}
}
