// A channel that is closed whenever somebody has left; who waits looks again.
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
	dial func(ctx context.Context) (Conn, error)

	mu      sync.Mutex
	room    int           // guarded by mu
	changed chan struct{} // guarded by mu; closed when there is more room
}

func New(limit int, dial func(ctx context.Context) (Conn, error)) *Gate {
	return &Gate{dial: dial, room: limit, changed: make(chan struct{})}
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
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		changed, ok := g.take()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
	}
}

// take takes room if there is some, or says what to wait for.
func (g *Gate) take() (changed <-chan struct{}, ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.room == 0 {
		return g.changed, false
	}
	g.room--
	return nil, true
}

func (g *Gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.room++
	close(g.changed)
	g.changed = make(chan struct{})
}

func (g *Gate) Close() {}
