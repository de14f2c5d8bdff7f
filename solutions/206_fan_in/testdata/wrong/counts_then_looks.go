// want: misuse in "every alert comes out, then the channel is closed"
// "An atomic counter is safe." Its two steps are: two may both see zero.
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
	}
	var open atomic.Int64
	open.Store(int64(len(feeds)))
	for _, feed := range feeds {
		go func() {
			forward(ctx, feed, merged)
			open.Add(-1)
			if open.Load() == 0 {
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
