// want: wrong result in "no message sees another's bytes"
// "The frame is copied over what was there." A shorter one leaves the end of the
// longer one.
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
	head := fmt.Sprintf("%s %d\n", m.Topic, len(m.Body))
	n := len(head) + len(m.Body)
	frame, ok := g.frames.Get().(*[]byte)
	if !ok {
		frame = new([]byte)
	}
	if len(*frame) < n {
		*frame = make([]byte, n)
	}
	copy((*frame)[copy(*frame, head):], m.Body)
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := to.Write(*frame)
		g.frames.Put(frame)
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
