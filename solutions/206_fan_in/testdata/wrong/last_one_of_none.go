// want: wrong result in "without feeds the channel is closed"
// "The one who counts down to zero closes." Without feeds nobody counts.
package alerts

import (
	"context"
	"sync/atomic"
)

type Alert struct {
	Site   string
	Number int
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	merged := make(chan Alert)
	var open atomic.Int64
	open.Store(int64(len(feeds)))
	for _, feed := range feeds {
		go func() {
			forward(ctx, feed, merged)
			if open.Add(-1) == 0 {
				close(merged)
			}
		}()
	}
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
