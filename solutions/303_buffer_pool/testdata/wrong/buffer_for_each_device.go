// want: wrong result or data race in "no message sees another's bytes"
// "A device gets one message after the other, so it has a buffer of its own." Unless
// one was given up and the next is sent.
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
	mu     sync.Mutex
	frames map[io.Writer]*bytes.Buffer // guarded by mu
}

// New returns a gateway.
func New() *Gateway { return &Gateway{frames: map[io.Writer]*bytes.Buffer{}} }

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	g.mu.Lock()
	frame, ok := g.frames[to]
	if !ok {
		frame = new(bytes.Buffer)
		g.frames[to] = frame
	}
	fill(frame, m)
	b := frame.Bytes()
	g.mu.Unlock()
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := to.Write(b)
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
