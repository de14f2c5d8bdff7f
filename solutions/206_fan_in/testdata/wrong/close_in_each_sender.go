// want: misuse or wrong result or data race in "every alert comes out, then the channel is closed"
// "Who sends, closes." There are three who send.
package alerts

import "context"

type Alert struct {
	Site   string
	Number int
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	merged := make(chan Alert)
	for _, feed := range feeds {
		go func() {
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
