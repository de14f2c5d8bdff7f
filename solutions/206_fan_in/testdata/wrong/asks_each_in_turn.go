// want: busy wait or out of time
// "One goroutine asks all feeds, so it is clear who closes." It never rests.
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
	go func() {
		defer close(merged)
		open := append([]<-chan Alert(nil), feeds...)
		for len(open) > 0 {
			idle := true
			for i := 0; i < len(open); i++ {
				select {
				case alert, ok := <-open[i]:
					idle = false
					if !ok {
						open = append(open[:i], open[i+1:]...)
						i--
						continue
					}
					select {
					case merged <- alert:
					case <-ctx.Done():
						return
					}
				case <-ctx.Done():
					return
				default:
				}
			}
			if idle {
				time.Sleep(time.Millisecond)
			}
		}
	}()
	return merged
}
