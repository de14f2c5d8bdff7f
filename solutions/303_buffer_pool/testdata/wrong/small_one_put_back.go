// want: wrong result in "buffers are used again"
// "Append to what the pool gives, and put back what it gave." The slice that has
// grown is another one, and is thrown away.
package push

import (
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
	frames sync.Pool // of []byte
}

// New returns a gateway.
func New() *Gateway {
	g := &Gateway{}
	g.frames.New = func() any { return make([]byte, 0, 1024) }
	return g
}

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	b := g.frames.Get().([]byte)
	frame := fmt.Appendf(b[:0], "%s %d\n", m.Topic, len(m.Body))
	frame = append(frame, m.Body...)
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := to.Write(frame)
		g.frames.Put(b)
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

// Close waits for the writes on their way.
func (g *Gateway) Close() { g.writes.Wait() }
