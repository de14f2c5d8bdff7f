// want: wrong result in "Send waits for its own Write, and only as long as it may"
// "One buffer is enough if one at a time uses it." A slow device has it.
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
	lock   chan struct{} // room for one: who has put something in may use frame
	frame  bytes.Buffer
}

// New returns a gateway.
func New() *Gateway { return &Gateway{lock: make(chan struct{}, 1)} }

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	select {
	case g.lock <- struct{}{}:
	case <-ctx.Done():
		return fmt.Errorf("send %s: %w", m.Topic, ctx.Err())
	}
	fill(&g.frame, m)
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := to.Write(g.frame.Bytes())
		<-g.lock
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
