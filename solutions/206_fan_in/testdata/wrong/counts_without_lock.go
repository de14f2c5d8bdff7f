// want: data race in "every alert comes out, then the channel is closed"
// "Count down, and the last one closes."
package alerts

import "context"

type Alert struct {
	Site   string
	Number int
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	merged := make(chan Alert)
	open := len(feeds)
	if open == 0 {
		close(merged)
	}
	for _, feed := range feeds {
		go func() {
			forward(ctx, feed, merged)
			open--
			if open == 0 {
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
