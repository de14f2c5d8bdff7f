// Style: one Appendf for the whole frame. Package fmt has a pool of its own, which
// loses buffers under the race detector, too.
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
	frames sync.Pool // of *[]byte
}

// New returns a gateway.
func New() *Gateway { return &Gateway{} }

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	frame, ok := g.frames.Get().(*[]byte)
	if !ok {
		frame = new([]byte)
	}
	*frame = fmt.Appendf((*frame)[:0], "%s %d\n%s", m.Topic, len(m.Body), m.Body)
	written := make(chan error, 1)
	g.writes.Go(func() {
		defer g.frames.Put(frame)
		_, err := to.Write(*frame)
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
