// One goroutine is the only one that sends on the merged channel, and closes it.
// The others bring it alerts, and say when their feed has ended.
package alerts

import "context"

type Alert struct {
	Site   string
	Number int
}

type message struct {
	alert Alert
	ended bool
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	merged := make(chan Alert)
	inbox := make(chan message)
	for _, feed := range feeds {
		go bring(ctx, feed, inbox)
	}
	go func() {
		defer close(merged)
		for open := len(feeds); open > 0; {
			var m message
			select {
			case m = <-inbox:
			case <-ctx.Done():
				return
			}
			if m.ended {
				open--
				continue
			}
			select {
			case merged <- m.alert:
			case <-ctx.Done():
				return
			}
		}
	}()
	return merged
}

func bring(ctx context.Context, feed <-chan Alert, inbox chan<- message) {
	for ended := false; !ended; {
		var m message
		select {
		case alert, ok := <-feed:
			ended = !ok
			m = message{alert: alert, ended: ended}
		case <-ctx.Done():
			return
		}
		select {
		case inbox <- m:
		case <-ctx.Done():
			return
		}
	}
}
