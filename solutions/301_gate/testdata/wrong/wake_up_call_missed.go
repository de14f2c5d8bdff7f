// want: wrong result in "room comes back, however a request ends"
// "Who leaves wakes somebody who waits, if there is one." Who is just about to
// wait is not there yet, and nobody calls again.
package gate

import (
	"context"
	"fmt"
	"sync/atomic"
)

type Conn interface {
	Find(title string) (shelf string, err error)
	Close()
}

type Gate struct {
	dial  func(ctx context.Context) (Conn, error)
	limit int64
	open  atomic.Int64
	freed chan struct{}
}

func New(limit int, dial func(ctx context.Context) (Conn, error)) *Gate {
	return &Gate{dial: dial, limit: int64(limit), freed: make(chan struct{})}
}

func (g *Gate) Do(ctx context.Context, use func(Conn) error) error {
	if err := g.enter(ctx); err != nil {
		return fmt.Errorf("wait for the catalogue: %w", err)
	}
	defer g.leave()

	conn, err := g.dial(ctx)
	if err != nil {
		return fmt.Errorf("connect to the catalogue: %w", err)
	}
	defer conn.Close()
	if err := use(conn); err != nil {
		return fmt.Errorf("ask the catalogue: %w", err)
	}
	return nil
}

func (g *Gate) enter(ctx context.Context) error {
	for ctx.Err() == nil {
		if n := g.open.Load(); n < g.limit {
			if g.open.CompareAndSwap(n, n+1) {
				return nil
			}
			continue
		}
		select {
		case <-g.freed:
		case <-ctx.Done():
		}
	}
	return ctx.Err()
}

func (g *Gate) leave() {
	g.open.Add(-1)
	select {
	case g.freed <- struct{}{}:
	default:
	}
}

func (g *Gate) Close() {}
