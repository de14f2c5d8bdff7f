// want: stuck or wrong result in "cancelling ends everything, whatever it waits for"
// "A broadcast needs no lock." But who has looked at the context and does not wait yet
// does not hear it.
package alerts

import (
	"context"
	"sync"
)

type Alert struct {
	Site   string
	Number int
}

// queue is what is on its way to the receiver.
type queue struct {
	mu      sync.Mutex
	changed *sync.Cond
	alerts  []Alert
	open    int // feeds
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	q := &queue{open: len(feeds)}
	q.changed = sync.NewCond(&q.mu)
	merged := make(chan Alert)
	var forwarders sync.WaitGroup
	for _, feed := range feeds {
		forwarders.Go(func() { q.forward(ctx, feed) })
	}
	go func() {
		defer close(merged)
		defer context.AfterFunc(ctx, q.changed.Broadcast)()
		defer forwarders.Wait()
		for {
			alert, ok := q.take(ctx)
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

func (q *queue) forward(ctx context.Context, feed <-chan Alert) {
	defer q.end()
	for {
		select {
		case alert, ok := <-feed:
			if !ok || !q.put(ctx, alert) {
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// put waits until there is room.
func (q *queue) put(ctx context.Context, alert Alert) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.alerts) == 4 && ctx.Err() == nil {
		q.changed.Wait()
	}
	if ctx.Err() != nil {
		return false
	}
	q.alerts = append(q.alerts, alert)
	q.changed.Broadcast()
	return true
}

// take waits for an alert; false when there will be none.
func (q *queue) take(ctx context.Context) (alert Alert, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.alerts) == 0 && q.open > 0 && ctx.Err() == nil {
		q.changed.Wait()
	}
	if len(q.alerts) == 0 || ctx.Err() != nil {
		return Alert{}, false
	}
	alert, q.alerts = q.alerts[0], q.alerts[1:]
	q.changed.Broadcast()
	return alert, true
}

func (q *queue) end() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.open--
	q.changed.Broadcast()
}
