// A channel that is full of tokens at first: who has one is inside.
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
	tokens chan struct{}
}

func New(limit int, dial func(ctx context.Context) (Conn, error)) *Gate {
	g := &Gate{dial: dial, tokens: make(chan struct{}, limit)}
	for range limit {
		g.tokens <- struct{}{}
	}
	return g
}

func (g *Gate) Do(ctx context.Context, use func(Conn) error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("wait for the catalogue: %w", ctx.Err())
	}
	select {
	case token := <-g.tokens:
		defer func() { g.tokens <- token }()
	case <-ctx.Done():
		return fmt.Errorf("wait for the catalogue: %w", ctx.Err())
	}
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
