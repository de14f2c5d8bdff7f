// want: wrong result in "feeds do not wait for each other, nor Merge for anybody"
// "Collect, and when all have ended, send and close." The list of the day comes
// in the evening.
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
	var (
		collectors sync.WaitGroup
		mu         sync.Mutex
		all        []Alert
	)
	for _, feed := range feeds {
		collectors.Go(func() {
			for {
				select {
				case alert, ok := <-feed:
					if !ok {
						return
					}
					mu.Lock()
					all = append(all, alert)
					mu.Unlock()
				case <-ctx.Done():
					return
				}
			}
		})
	}
	go func() {
		defer close(merged)
		collectors.Wait()
		for _, alert := range all {
			select {
			case merged <- alert:
			case <-ctx.Done():
				return
			}
		}
	}()
	return merged
}
