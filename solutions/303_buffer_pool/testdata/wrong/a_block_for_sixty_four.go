// want: wrong result in "buffers are used again"
// "Allocate seldom: one block, cut into sixty-four frames." Fewer calls, the same
// bytes.
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
	mu     sync.Mutex
	block  []byte // guarded by mu; what is left of it
}

// New returns a gateway.
func New() *Gateway { return &Gateway{} }

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	head := fmt.Sprintf("%s %d\n", m.Topic, len(m.Body))
	frame := g.cut(len(head) + len(m.Body))
	copy(frame[copy(frame, head):], m.Body)
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

func (g *Gateway) cut(n int) []byte {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.block) < n {
		g.block = make([]byte, 64*n)
	}
	frame := g.block[:n:n]
	g.block = g.block[n:]
	return frame
}

// Close waits for the writes on their way.
func (g *Gateway) Close() { g.writes.Wait() }
