// want: wrong result in "no more than limit connections exist"
// "Wait for room under the lock. Then go in, and be counted under the lock."
// Between the two others look, and see the same room.
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

func (g *Gate) waitForRoom(ctx context.Context) error {
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
	return ctx.Err()
}

func (g *Gate) enter(ctx context.Context) error {
	if err := g.waitForRoom(ctx); err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
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
