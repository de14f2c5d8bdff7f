// want: wrong result in "Send waits for its own Write, and only as long as it may"
// "Sixty-four buffers, more than we have ever had out at once." On a bad evening
// the next message waits for a phone in a tunnel.
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
	free   chan *bytes.Buffer
}

// New returns a gateway.
func New() *Gateway {
	g := &Gateway{free: make(chan *bytes.Buffer, 64)}
	for range cap(g.free) {
		g.free <- new(bytes.Buffer)
	}
	return g
}

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	var frame *bytes.Buffer
	select {
	case frame = <-g.free:
	case <-ctx.Done():
		return fmt.Errorf("send %s: %w", m.Topic, ctx.Err())
	}
	fill(frame, m)
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := to.Write(frame.Bytes())
		g.free <- frame
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
