// want: wrong result in "buffers are used again"
// "Half of it was the conversion." The other half is still thrown away.
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
}

// New returns a gateway.
func New() *Gateway { return &Gateway{} }

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	frame := make([]byte, 0, len(m.Topic)+len(m.Body)+32)
	frame = fmt.Appendf(frame, "%s %d\n", m.Topic, len(m.Body))
	frame = append(frame, m.Body...)
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := to.Write(frame)
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
