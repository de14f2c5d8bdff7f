// want: wrong result in "feeds do not wait for each other, nor Merge for anybody"
// "One goroutine forwards all; then it is clear who closes." The second feed
// waits for the end of the first.
package alerts

import "context"

type Alert struct {
	Site   string
	Number int
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	merged := make(chan Alert)
	go func() {
		defer close(merged)
		for _, feed := range feeds {
			forward(ctx, feed, merged)
		}
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
