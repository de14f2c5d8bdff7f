// Each slot is a goroutine that lets somebody in and waits until they have left.
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
	dial   func(ctx context.Context) (Conn, error)
	enters chan chan struct{}
	closed chan struct{}
	slots  sync.WaitGroup
}

func New(limit int, dial func(ctx context.Context) (Conn, error)) *Gate {
	g := &Gate{dial: dial, enters: make(chan chan struct{}), closed: make(chan struct{})}
	for range limit {
		g.slots.Go(g.serve)
	}
	return g
}

func (g *Gate) serve() {
	left := make(chan struct{})
	for {
		select {
		case g.enters <- left:
			<-left
		case <-g.closed:
			return
		}
	}
}

func (g *Gate) Do(ctx context.Context, use func(Conn) error) error {
	left, err := g.enter(ctx)
	if err != nil {
		return fmt.Errorf("wait for the catalogue: %w", err)
	}
	defer func() { left <- struct{}{} }()

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

func (g *Gate) enter(ctx context.Context) (left chan struct{}, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case left := <-g.enters:
		return left, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (g *Gate) Close() {
	close(g.closed)
	g.slots.Wait()
}
