// want: busy wait in "every alert comes out, then the channel is closed"
// "If the screen is busy, try again in a tenth of a second."
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
			for sent := false; !sent; {
				select {
				case merged <- alert:
					sent = true
				case <-ctx.Done():
					return
				default:
					select {
					case <-ctx.Done():
						return
					case <-time.After(100 * time.Millisecond):
					}
				}
			}
		case <-ctx.Done():
			return
		}
	}
}
