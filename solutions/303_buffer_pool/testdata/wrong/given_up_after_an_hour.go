// want: wrong result in "Send waits for its own Write, and only as long as it may"
// "No phone is in a tunnel for an hour." How long Send waits is for its caller to say.
package push

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"
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
	free   [][]byte // guarded by mu
}

// New returns a gateway.
func New() *Gateway { return &Gateway{} }

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	frame := fmt.Appendf(g.take(), "%s %d\n", m.Topic, len(m.Body))
	frame = append(frame, m.Body...)
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := to.Write(frame)
		g.give(frame)
		written <- err
	})
	select {
	case err := <-written:
		if err != nil {
			return fmt.Errorf("send %s: %w", m.Topic, err)
		}
		return nil
	case <-time.After(time.Hour):
		return fmt.Errorf("send %s: no answer", m.Topic)
	case <-ctx.Done():
		return fmt.Errorf("send %s: %w", m.Topic, ctx.Err())
	}
}

func (g *Gateway) take() []byte {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := len(g.free)
	if n == 0 {
		return nil
	}
	b := g.free[n-1]
	g.free = g.free[:n-1]
	return b[:0]
}

func (g *Gateway) give(b []byte) {
	const most = 64 // the collector takes what a rush hour leaves
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.free) < most {
		g.free = append(g.free, b)
	}
}

// Close waits for the writes on their way.
func (g *Gateway) Close() { g.writes.Wait() }
