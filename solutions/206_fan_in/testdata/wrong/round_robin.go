// want: wrong result in "feeds do not wait for each other, nor Merge for anybody"
// "One alert of each in turn: that is fair." The silent one has its turn, too.
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
		open := append([]<-chan Alert(nil), feeds...)
		for len(open) > 0 {
			feed := open[0]
			open = open[1:]
			select {
			case alert, ok := <-feed:
				if !ok {
					continue
				}
				open = append(open, feed)
				select {
				case merged <- alert:
				case <-ctx.Done():
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return merged
}
