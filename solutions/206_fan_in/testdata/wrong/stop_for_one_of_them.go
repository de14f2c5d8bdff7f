// want: wrong result or leak or stuck in "cancelling ends everything, whatever it waits for"
// "Send a stop when the context is cancelled." One of them gets it.
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
	stop, ended := make(chan struct{}), make(chan struct{})
	var forwarders sync.WaitGroup
	for _, feed := range feeds {
		forwarders.Go(func() { forward(stop, feed, merged) })
	}
	go func() {
		select {
		case <-ended:
			return
		case <-ctx.Done():
		}
		select {
		case <-ended:
		case stop <- struct{}{}:
		}
	}()
	go func() {
		forwarders.Wait()
		close(ended)
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
