// want: wrong result or data race in "no message sees another's bytes"
// "One goroutine has the buffer from Get to Put." It has the caller's body as well,
// which Send may have given back before it is read.
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
func New() *Gateway {
	return &Gateway{buffers: sync.Pool{New: func() any { return new(bytes.Buffer) }}}
}

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	written := make(chan error, 1)
	g.writes.Go(func() {
		frame := g.buffers.Get().(*bytes.Buffer)
		fill(frame, m)
		_, err := to.Write(frame.Bytes())
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

func fill(b *bytes.Buffer, m Message) {
	b.Reset()
	fmt.Fprintf(b, "%s %d\n", m.Topic, len(m.Body))
	b.Write(m.Body)
}

// Close waits for the writes on their way.
func (g *Gateway) Close() { g.writes.Wait() }
