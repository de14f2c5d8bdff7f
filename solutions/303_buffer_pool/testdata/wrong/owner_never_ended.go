// want: leak or stuck in "no goroutine is left behind"
// "A goroutine has the free buffers, so they need no lock." Nobody tells it that the
// gateway is closed.
package push

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"sync"
)

// Message is what a device is sent.
type Message struct {
	Topic string
	Body  []byte
}

// Gateway sends messages.
type Gateway struct {
	writes sync.WaitGroup
	take   chan *bytes.Buffer
	give   chan *bytes.Buffer
}

// New returns a gateway.
func New() *Gateway {
	g := &Gateway{take: make(chan *bytes.Buffer), give: make(chan *bytes.Buffer)}
	go g.own()
	return g
}

func (g *Gateway) own() {
	var free []*bytes.Buffer
	for {
		if len(free) == 0 {
			free = append(free, new(bytes.Buffer))
		}
		select {
		case g.take <- free[len(free)-1]:
			free = free[:len(free)-1]
		case b := <-g.give:
			free = append(free, b)
		}
	}
}

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	frame := <-g.take
	fill(frame, m)
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := to.Write(frame.Bytes())
		g.give <- frame
		written <- err
	})
	select {
	case err := <-written:
		if err != nil {
			return fmt.Errorf("send %s: %w", m.Topic, err)
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("send %s: %w", m.Topic, ctx.Err())
	}
}

func fill(b *bytes.Buffer, m Message) {
	b.Reset()
	fmt.Fprintf(b, "%s %d\n", m.Topic, len(m.Body))
	b.Write(m.Body)
}

// Close waits for the writes on their way.
func (g *Gateway) Close() { g.writes.Wait() }
