// want: wrong result or data race in "the context ends a wait, and nothing else"
// "A reader who has gone does not wait for use." The connection is still being
// used.
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
	dial  func(ctx context.Context) (Conn, error)
	slots chan struct{}
}

func New(limit int, dial func(ctx context.Context) (Conn, error)) *Gate {
	return &Gate{dial: dial, slots: make(chan struct{}, limit)}
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
	done := make(chan error, 1)
	go func() { done <- use(conn) }()
	select {
	case err = <-done:
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("ask the catalogue: %w", err)
	}
	return nil
}

func (g *Gate) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case g.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *Gate) leave() { <-g.slots }

func (g *Gate) Close() {}
