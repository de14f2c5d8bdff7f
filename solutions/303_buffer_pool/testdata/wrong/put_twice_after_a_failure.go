// want: wrong result or data race in "no message sees another's bytes"
// "And if it fails, the buffer must not be lost." It was not: it is there twice.
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
	writes  sync.WaitGroup
	buffers sync.Pool // of *bytes.Buffer
}

// New returns a gateway.
func New() *Gateway { return &Gateway{} }

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	frame := g.render(m)
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := to.Write(frame.Bytes())
		if err != nil {
			g.buffers.Put(frame)
		}
		g.buffers.Put(frame)
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

// render returns a buffer with the frame of a message.
func (g *Gateway) render(m Message) *bytes.Buffer {
	b, ok := g.buffers.Get().(*bytes.Buffer)
	if !ok {
		b = new(bytes.Buffer)
	}
	b.Reset()
	fmt.Fprintf(b, "%s %d\n", m.Topic, len(m.Body))
	b.Write(m.Body)
	return b
}

// Close waits for the writes on their way.
func (g *Gateway) Close() { g.writes.Wait() }
