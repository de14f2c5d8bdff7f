// want: wrong result in "the context ends a wait, and nothing else"
// "Who gives up is not in line any more: one place less."
package gate

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

type Conn interface {
	Find(title string) (shelf string, err error)
	Close()
}

type Gate struct {
	dial func(ctx context.Context) (Conn, error)

	mu   sync.Mutex
	room int             // guarded by mu
	line []chan struct{} // guarded by mu
}

func New(limit int, dial func(ctx context.Context) (Conn, error)) *Gate {
	return &Gate{dial: dial, room: limit}
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
	if err := ctx.Err(); err != nil {
		return err
	}
	g.mu.Lock()
	if g.room > 0 {
		g.room--
		g.mu.Unlock()
		return nil
	}
	turn := make(chan struct{})
	g.line = append(g.line, turn)
	g.mu.Unlock()
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
		g.goAway(turn)
		return ctx.Err()
	}
}

func (g *Gate) goAway(turn chan struct{}) {
	g.mu.Lock()
	i := slices.Index(g.line, turn)
	if i >= 0 {
		g.line = g.line[1:]
	}
	g.mu.Unlock()
	if i < 0 {
		g.leave() // it was this one's turn
	}
}

func (g *Gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.line) == 0 {
		g.room++
		return
	}
	close(g.line[0])
	g.line = g.line[1:]
}

func (g *Gate) Close() {}
