// A doorkeeper, a goroutine, who counts. The room is a variable of his own.
package gate

import (
	"context"
	"fmt"
)

type Conn interface {
	Find(title string) (shelf string, err error)
	Close()
}

type Gate struct {
	dial   func(ctx context.Context) (Conn, error)
	enters chan struct{}
	leaves chan struct{}
	closed chan struct{}
}

func New(limit int, dial func(ctx context.Context) (Conn, error)) *Gate {
	g := &Gate{
		dial:   dial,
		enters: make(chan struct{}),
		leaves: make(chan struct{}),
		closed: make(chan struct{}),
	}
	go g.watch(limit)
	return g
}

func (g *Gate) watch(room int) {
	for {
		enters := g.enters
		if room == 0 {
			enters = nil // nobody can be let in by a channel that is nil
		}
		select {
		case enters <- struct{}{}:
			room--
		case <-g.leaves:
			room++
		case <-g.closed:
			return
		}
	}
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
	select {
	case <-g.enters:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *Gate) leave() { g.leaves <- struct{}{} }

func (g *Gate) Close() { close(g.closed) }
