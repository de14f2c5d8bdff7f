// want: leak in "cancelling ends everything, whatever it waits for"
// "One goroutine looks at the context, for all." When the feeds have ended, it
// still looks.
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
	stop := make(chan struct{})
	go func() {
		<-ctx.Done()
		close(stop)
	}()
	var forwarders sync.WaitGroup
	for _, feed := range feeds {
		forwarders.Go(func() { forward(stop, feed, merged) })
	}
	go func() {
		forwarders.Wait()
		close(merged)
	}()
	return merged
}

func forward(stop <-chan struct{}, feed <-chan Alert, merged chan<- Alert) {
	for {
		select {
		case alert, ok := <-feed:
			if !ok {
				return
			}
			select {
			case merged <- alert:
			case <-stop:
				return
			}
		case <-stop:
			return
		}
	}
}
