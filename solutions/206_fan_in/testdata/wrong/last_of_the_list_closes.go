// want: misuse or wrong result or data race in "every alert comes out, then the channel is closed"
// "The last one closes." The last one of the list is not the last to end.
package alerts

import "context"

type Alert struct {
	Site   string
	Number int
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	merged := make(chan Alert)
	if len(feeds) == 0 {
		close(merged)
	}
	for i, feed := range feeds {
		go func() {
			forward(ctx, feed, merged)
			if i == len(feeds)-1 {
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
