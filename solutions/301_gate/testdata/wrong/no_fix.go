// want: wrong result in "no more than limit connections exist"
// "No more than limit readers ask at once." They ask one by one, and dial all
// at once.
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
	conn, err := g.dial(ctx)
	if err != nil {
		return fmt.Errorf("connect to the catalogue: %w", err)
	}
	defer conn.Close()

	g.slots <- struct{}{}
	err = use(conn)
	<-g.slots
	if err != nil {
		return fmt.Errorf("ask the catalogue: %w", err)
	}
	return nil
}

func (g *Gate) Close() {}
