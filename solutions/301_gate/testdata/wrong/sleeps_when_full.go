// want: wrong result in "no more than limit connections exist"
// "A request takes a few milliseconds; after that there is room."
package gate

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

type Conn interface {
	Find(title string) (shelf string, err error)
	Close()
}

type Gate struct {
	dial  func(ctx context.Context) (Conn, error)
	limit int64
	open  atomic.Int64
}

func New(limit int, dial func(ctx context.Context) (Conn, error)) *Gate {
	return &Gate{dial: dial, limit: int64(limit)}
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
	if g.open.Add(1) > g.limit {
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
		}
	}
	if err := ctx.Err(); err != nil {
		g.leave()
		return err
	}
	return nil
}

func (g *Gate) leave() { g.open.Add(-1) }

func (g *Gate) Close() {}
