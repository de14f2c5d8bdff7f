// The line is in a channel with room for one, which is the lock; who waits does
// not use select: its end is called by AfterFunc.
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
	state chan state // always one element, unless somebody works on it
}

func New(limit int, dial func(ctx context.Context) (Conn, error)) *Gate {
	return &Gate{dial: dial, state: state0(limit)}
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

type state struct {
	room int
	line []*waiter
}

type waiter struct {
	ready chan struct{}
	err   error // once ready
}

func state0(room int) chan state {
	c := make(chan state, 1)
	c <- state{room: room}
	return c
}

func (g *Gate) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s := <-g.state
	if s.room > 0 {
		s.room--
		g.state <- s
		return nil
	}
	w := &waiter{ready: make(chan struct{})}
	s.line = append(s.line, w)
	g.state <- s
	stop := context.AfterFunc(ctx, func() {
		s := <-g.state
		for i, other := range s.line {
			if other == w {
				s.line = append(s.line[:i:i], s.line[i+1:]...)
				w.err = ctx.Err()
				close(w.ready)
				break
			}
		}
		g.state <- s
	})
	defer stop()
	<-w.ready
	return w.err
}

func (g *Gate) leave() {
	s := <-g.state
	if len(s.line) > 0 {
		close(s.line[0].ready)
		s.line = s.line[1:]
	} else {
		s.room++
	}
	g.state <- s
}

func (g *Gate) Close() {}
