// want: wrong result or stuck in "every alert comes out, then the channel is closed"
// "When a feed ends, this pair has ended." The other half of it has not.
package alerts

import "context"

type Alert struct {
	Site   string
	Number int
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	switch len(feeds) {
	case 0:
		none := make(chan Alert)
		close(none)
		return none
	case 1:
		return both(ctx, feeds[0], nil)
	}
	return both(ctx, feeds[0], Merge(ctx, feeds[1:]...))
}

func both(ctx context.Context, a, b <-chan Alert) <-chan Alert {
	merged := make(chan Alert)
	go func() {
		defer close(merged)
		for {
			var alert Alert
			var ok bool
			select {
			case alert, ok = <-a:
			case alert, ok = <-b:
			case <-ctx.Done():
				return
			}
			if !ok {
				return
			}
			select {
			case merged <- alert:
			case <-ctx.Done():
				return
			}
		}
	}()
	return merged
}
