// want: wrong result in "Send waits for its own Write, and only as long as it may"
// "Then Send waits until the buffer is free." And its caller with it, for as long as
// the tunnel is.
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
	defer g.buffers.Put(frame)
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("send %s: %w", m.Topic, err)
	}
	if _, err := to.Write(frame.Bytes()); err != nil {
		return fmt.Errorf("send %s: %w", m.Topic, err)
	}
	return nil
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
