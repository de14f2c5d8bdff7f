// want: wrong result or data race in "every alert comes out, then the channel is closed"
// "If it was closed already, that is fine: recover." The alert in hand was on
// its way.
package alerts

import (
	"context"
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
	for _, feed := range feeds {
		go func() {
			defer func() { _ = recover() }()
			defer close(merged)
			forward(ctx, feed, merged)
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
