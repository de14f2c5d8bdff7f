// Package gate stands between the readers of a library and the server that has
// its catalogue.
package gate

import (
	"context"
	"fmt"
)

// Conn is a connection to the catalogue server. It is used by one reader.
type Conn interface {
	// Find returns the shelf that a book stands on.
	Find(title string) (shelf string, err error)
	// Close closes the connection. It always succeeds, and may take its time.
	Close()
}

// Gate lets readers in to a server that accepts a limited number of
// connections:
//
//	err := g.Do(ctx, func(c gate.Conn) error {
//		shelf, err = c.Find("Middlemarch")
//		return err
//	})
//
// Do may be called from any goroutine.
type Gate struct {
	dial  func(ctx context.Context) (Conn, error)
	slots chan struct{} // as many elements as readers are inside
}

// New returns a gate to a server that accepts limit connections, one or more.
// dial opens a connection, or fails and returns none. For the server, a
// connection exists from the moment dial is called until dial has failed or the
// connection's Close has returned.
func New(limit int, dial func(ctx context.Context) (Conn, error)) *Gate {
	return &Gate{dial: dial, slots: make(chan struct{}, limit)}
}

// Do opens a connection with dial, calls use with it, and closes it. There are
// never more connections than the server accepts: while there is no room for
// another one, Do waits, and opens it later.
//
// If ctx is done before there is room, Do opens nothing, and returns an error
// that wraps ctx.Err(). After that ctx is for dial, which is given it, or one
// that is done when ctx is, and for use: Do returns when use does.
//
// dial and use are called at most once, on the goroutine that called Do. If one
// of them returns an error, Do returns an error that wraps it. If one panics or
// ends its goroutine, that goes on to the caller. In all these cases the
// connection is closed, and there is room for another one. use may take its
// time, and does not call Do of the same gate.
func (g *Gate) Do(ctx context.Context, use func(Conn) error) error {
	if err := g.enter(ctx); err != nil {
		return fmt.Errorf("wait for the catalogue: %w", err)
	}
	defer g.leave() // deferred first, so it runs last: after conn.Close

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

// enter takes a slot, or none and an error.
func (g *Gate) enter(ctx context.Context) error {
	// A select with two cases that are ready tosses a coin, so ask first.
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

// leave gives the slot back. It never waits: the caller has put one in.
func (g *Gate) leave() { <-g.slots }

// Close ends whatever the gate has running. It is called once, and nothing is
// called after it.
func (g *Gate) Close() {}
