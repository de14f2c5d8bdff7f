// want: wrong result in "feeds do not wait for each other, nor Merge for anybody"
// "Lock, so that only one is sending when the channel is closed." Whoever has
// the lock waits for a silent feed.
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
	var mu sync.Mutex
	open := len(feeds)
	if open == 0 {
		close(merged)
	}
	for _, feed := range feeds {
		go func() {
			for more := true; more; {
				mu.Lock()
				if more = pass(ctx, feed, merged); !more {
					if open--; open == 0 {
						close(merged)
					}
				}
				mu.Unlock()
			}
		}()
	}
	return merged
}

func pass(ctx context.Context, feed <-chan Alert, merged chan<- Alert) (more bool) {
	select {
	case alert, ok := <-feed:
		if !ok {
			return false
		}
		select {
		case merged <- alert:
			return true
		case <-ctx.Done():
		}
	case <-ctx.Done():
	}
	return false
}
