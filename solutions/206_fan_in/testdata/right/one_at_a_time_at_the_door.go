// Whoever has an alert takes a lock, and holds it until somebody has received
// that alert. The others wait for the lock. A context of Merge's own tells all
// of them that it is over, also when that comes from outside.
package alerts

import (
	"context"
	"sync"
)

type Alert struct {
	Site   string
	Number int
}

type door struct {
	mu     sync.Mutex
	open   int
	out    chan Alert
	ctx    context.Context
	cancel context.CancelFunc
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	d := &door{open: len(feeds) + 1, out: make(chan Alert)}
	d.ctx, d.cancel = context.WithCancel(ctx)
	for _, feed := range feeds {
		go func() {
			defer d.leave()
			for {
				select {
				case alert, ok := <-feed:
					if !ok || !d.pass(alert) {
						return
					}
				case <-d.ctx.Done():
					return
				}
			}
		}()
	}
	d.leave()
	return d.out
}

func (d *door) pass(alert Alert) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	select {
	case d.out <- alert:
		return true
	case <-d.ctx.Done():
		return false
	}
}

func (d *door) leave() {
	// Not by the lock: who has it waits for a receiver, and the one who leaves may be
	// Merge itself.
	go func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.open--
		if d.open == 0 {
			d.cancel()
			close(d.out)
		}
	}()
}
