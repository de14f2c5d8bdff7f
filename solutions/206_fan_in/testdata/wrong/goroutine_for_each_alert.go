// want: wrong result in "feeds do not wait for each other, nor Merge for anybody"
// "A goroutine for each alert; then no feed waits." Nor do the alerts keep their
// order, or come to rest.
package alerts

import (
	"context"
	"sync"
)

type Alert struct {
	Site   string
	Number int
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	merged := make(chan Alert)
	var sending sync.WaitGroup
	for _, feed := range feeds {
		sending.Go(func() {
			for {
				select {
				case alert, ok := <-feed:
					if !ok {
						return
					}
					sending.Go(func() {
						select {
						case merged <- alert:
						case <-ctx.Done():
						}
					})
				case <-ctx.Done():
					return
				}
			}
		})
	}
	go func() {
		sending.Wait()
		close(merged)
	}()
	return merged
}
