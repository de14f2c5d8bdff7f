// want: wrong result in "feeds do not wait for each other, nor Merge for anybody"
// "Room for four alerts of each feed." Nobody keeps the loudest from taking all
// of it.
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
	merged := make(chan Alert, 4*len(feeds))
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
