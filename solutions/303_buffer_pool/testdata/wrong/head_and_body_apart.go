// want: wrong result or data race in "Send waits for its own Write, and only as long as it may"
// "The body is there already; write it as it is." In a second call, and from memory
// that belongs to the caller.
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
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := fmt.Fprintf(to, "%s %d\n", m.Topic, len(m.Body))
		if err == nil {
			_, err = to.Write(m.Body)
		}
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
