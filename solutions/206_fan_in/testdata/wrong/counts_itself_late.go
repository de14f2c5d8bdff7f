// want: misuse or wrong result or data race in "every alert comes out, then the channel is closed"
// "Each one counts itself." If all are slow to begin, there is nobody to wait
// for.
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
	m := &merger{merged: make(chan Alert)}
	for _, feed := range feeds {
		go m.run(ctx, feed)
	}
	go func() {
		m.forwarders.Wait()
		close(m.merged)
	}()
	return m.merged
}

type merger struct {
	merged     chan Alert
	forwarders sync.WaitGroup
}

func (m *merger) run(ctx context.Context, feed <-chan Alert) {
	m.forwarders.Add(1)
	defer m.forwarders.Done()
	forward(ctx, feed, m.merged)
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
