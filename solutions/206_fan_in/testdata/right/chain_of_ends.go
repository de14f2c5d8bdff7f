// No counter: each one, when its feed has ended, waits for the one before it and
// says so to the next. At the end of the chain all have ended.
package alerts

import "context"

type Alert struct {
	Site   string
	Number int
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	merged := make(chan Alert)
	before := make(chan struct{})
	close(before)
	for _, feed := range feeds {
		ended := make(chan struct{})
		go func(before <-chan struct{}) {
			defer close(ended)
			forward(ctx, feed, merged)
			<-before
		}(before)
		before = ended
	}
	go func() {
		<-before
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
