// want: wrong result in "feeds do not wait for each other, nor Merge for anybody"
// "Sixty-four feeds at a time will do." The next one is heard when one of them has ended.
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
	slots := make(chan struct{}, 64)
	for _, feed := range feeds {
		forwarders.Go(func() {
			select {
			case slots <- struct{}{}:
				defer func() { <-slots }()
				forward(ctx, feed, merged)
			case <-ctx.Done():
			}
		})
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
