// want: misuse or wrong result or data race in "every alert comes out, then the channel is closed"
// "Give the others time to send what they have."
package alerts

import (
	"context"
	"time"
)

type Alert struct {
	Site   string
	Number int
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	merged := make(chan Alert)
	ended := make(chan struct{}, len(feeds))
	for _, feed := range feeds {
		go func() {
			forward(ctx, feed, merged)
			ended <- struct{}{}
		}()
	}
	go func() {
		if len(feeds) > 0 {
			<-ended
		}
		time.Sleep(5 * time.Millisecond)
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
