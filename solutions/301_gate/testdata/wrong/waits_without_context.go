// want: wrong result in "the context ends a wait, and nothing else"
// "Everybody is let in sooner or later."
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
	g.slots <- struct{}{}
	defer func() { <-g.slots }()

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

func (g *Gate) Close() {}
