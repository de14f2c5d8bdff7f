// A counter that starts at the number of feeds. The one who brings it to zero,
// in one atomic step, is the last, and closes.
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
	if len(feeds) == 0 {
		close(merged)
		return merged
	}
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
