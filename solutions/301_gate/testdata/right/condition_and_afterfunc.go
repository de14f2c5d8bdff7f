// A count under a lock, and a condition variable; the end of the context wakes
// everybody up, too.
package gate

import (
	"context"
	"fmt"
	"sync"
)

type Conn interface {
	Find(title string) (shelf string, err error)
	Close()
}

type Gate struct {
	dial  func(ctx context.Context) (Conn, error)
	limit int

	mu   sync.Mutex
	free *sync.Cond
	open int // guarded by mu
}

func New(limit int, dial func(ctx context.Context) (Conn, error)) *Gate {
	g := &Gate{dial: dial, limit: limit}
	g.free = sync.NewCond(&g.mu)
	return g
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
	stop := context.AfterFunc(ctx, func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.free.Broadcast()
	})
	defer stop()
	g.mu.Lock()
	defer g.mu.Unlock()
	for ctx.Err() == nil && g.open == g.limit {
		g.free.Wait()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	g.open++
	return nil
}

func (g *Gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.open--
	g.free.Broadcast()
}

func (g *Gate) Close() {}
