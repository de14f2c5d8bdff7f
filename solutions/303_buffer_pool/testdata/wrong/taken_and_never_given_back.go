// want: wrong result in "buffers are used again"
// "A stock of buffers, made at the start." It is used up, and then as before.
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
	stock  chan *bytes.Buffer
}

// New returns a gateway.
func New() *Gateway {
	g := &Gateway{stock: make(chan *bytes.Buffer, 32)}
	for range cap(g.stock) {
		g.stock <- bytes.NewBuffer(make([]byte, 0, 40_000))
	}
	return g
}

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	var frame *bytes.Buffer
	select {
	case frame = <-g.stock:
	default:
		frame = new(bytes.Buffer)
	}
	fill(frame, m)
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := to.Write(frame.Bytes())
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
