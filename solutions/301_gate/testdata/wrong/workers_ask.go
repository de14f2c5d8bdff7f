// want: panic or wrong result or stuck in "room comes back, however a request ends"
// "limit goroutines that dial and ask for everybody." A panic of use is not on
// the goroutine of its caller, and ends the program.
package gate

import (
	"context"
	"fmt"
)

type Conn interface {
	Find(title string) (shelf string, err error)
	Close()
}

type request struct {
	ctx  context.Context
	use  func(Conn) error
	done chan error
}

type Gate struct {
	dial     func(ctx context.Context) (Conn, error)
	requests chan request
}

func New(limit int, dial func(ctx context.Context) (Conn, error)) *Gate {
	g := &Gate{dial: dial, requests: make(chan request)}
	for range limit {
		go g.work()
	}
	return g
}

func (g *Gate) work() {
	for r := range g.requests {
		r.done <- g.ask(r)
	}
}

func (g *Gate) ask(r request) error {
	conn, err := g.dial(r.ctx)
	if err != nil {
		return fmt.Errorf("connect to the catalogue: %w", err)
	}
	defer conn.Close()
	if err := r.use(conn); err != nil {
		return fmt.Errorf("ask the catalogue: %w", err)
	}
	return nil
}

func (g *Gate) Do(ctx context.Context, use func(Conn) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("wait for the catalogue: %w", err)
	}
	r := request{ctx: ctx, use: use, done: make(chan error, 1)}
	select {
	case g.requests <- r:
		return <-r.done
	case <-ctx.Done():
		return fmt.Errorf("wait for the catalogue: %w", ctx.Err())
	}
}

func (g *Gate) Close() { close(g.requests) }
