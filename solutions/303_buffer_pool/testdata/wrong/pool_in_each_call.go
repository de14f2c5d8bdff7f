// want: wrong result in "buffers are used again"
// "Get from a pool, put into a pool." A new one each time.
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
}

// New returns a gateway.
func New() *Gateway { return &Gateway{} }

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	pool := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	frame := pool.Get().(*bytes.Buffer)
	fill(frame, m)
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := to.Write(frame.Bytes())
		pool.Put(frame)
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
