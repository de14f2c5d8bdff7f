// want: wrong result
// "There is one server, so there is one semaphore." The next gate is to another
// one.
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

var (
	once  sync.Once
	slots chan struct{}
)

type Gate struct {
	dial func(ctx context.Context) (Conn, error)
}

func New(limit int, dial func(ctx context.Context) (Conn, error)) *Gate {
	once.Do(func() { slots = make(chan struct{}, limit) })
	return &Gate{dial: dial}
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
	case slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *Gate) leave() { <-slots }

func (g *Gate) Close() {}
