// want: busy wait or wrong result or out of time
// "A select over two feeds." The one that is closed is always ready.
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
		return both(ctx, feeds[0], Merge(ctx))
	}
	return both(ctx, feeds[0], Merge(ctx, feeds[1:]...))
}

func both(ctx context.Context, a, b <-chan Alert) <-chan Alert {
	merged := make(chan Alert)
	go func() {
		defer close(merged)
		for openA, openB := true, true; openA || openB; {
			var alert Alert
			var ok bool
			select {
			case alert, ok = <-a:
				openA = ok
			case alert, ok = <-b:
				openB = ok
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
