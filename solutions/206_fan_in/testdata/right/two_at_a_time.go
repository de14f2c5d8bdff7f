// Two feeds are merged by one goroutine with a select, and many as a tree of
// such pairs: each channel has one sender. A feed that has ended becomes nil, and
// a nil channel is never ready.
package alerts

import "context"

type Alert struct {
	Site   string
	Number int
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	switch n := len(feeds); n {
	case 0:
		return pair(ctx, nil, nil)
	case 1:
		return pair(ctx, feeds[0], nil)
	case 2:
		return pair(ctx, feeds[0], feeds[1])
	default:
		return pair(ctx, Merge(ctx, feeds[:n/2]...), Merge(ctx, feeds[n/2:]...))
	}
}

func pair(ctx context.Context, a, b <-chan Alert) <-chan Alert {
	merged := make(chan Alert)
	go func() {
		defer close(merged)
		for a != nil || b != nil {
			var (
				alert Alert
				ok    bool
			)
			select {
			case alert, ok = <-a:
				if !ok {
					a = nil
				}
			case alert, ok = <-b:
				if !ok {
					b = nil
				}
			case <-ctx.Done():
				return
			}
			if !ok {
				continue
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
