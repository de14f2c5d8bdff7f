// Passes to be taken, numbered, and nothing is deferred but one function that
// tidies up whatever was reached.
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
	passes chan int
}

func New(limit int, dial func(ctx context.Context) (Conn, error)) *Gate {
	g := &Gate{dial: dial, passes: make(chan int, limit)}
	for n := range limit {
		g.passes <- n
	}
	return g
}

func (g *Gate) Do(ctx context.Context, use func(Conn) error) (err error) {
	var (
		conn Conn
		pass = -1
	)
	defer func() {
		if conn != nil {
			conn.Close()
		}
		if pass >= 0 {
			g.passes <- pass
		}
		if err != nil {
			err = fmt.Errorf("catalogue: %w", err)
		}
	}()
	if pass, err = g.enter(ctx); err != nil {
		return err
	}
	dialling, cancel := context.WithCancel(ctx)
	defer cancel()
	if conn, err = g.dial(dialling); err != nil {
		conn = nil
		return err
	}
	return use(conn)
}

func (g *Gate) enter(ctx context.Context) (pass int, err error) {
	if err := ctx.Err(); err != nil {
		return -1, err
	}
	select {
	case pass := <-g.passes:
		return pass, nil
	case <-ctx.Done():
		return -1, ctx.Err()
	}
}

func (g *Gate) Close() {}
