// want: busy wait in "no message sees another's bytes"
// "Put when Write has returned: look now and then whether it has."
package push

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
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
func New() *Gateway { return &Gateway{} }

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	frame := g.render(m)
	var (
		done atomic.Bool
		err  error
	)
	g.writes.Go(func() {
		_, err = to.Write(frame.Bytes())
		g.buffers.Put(frame)
		done.Store(true)
	})
	for !done.Load() {
		if ctx.Err() != nil {
			return fmt.Errorf("send %s: %w", m.Topic, ctx.Err())
		}
		time.Sleep(200 * time.Microsecond)
	}
	if err != nil {
		return fmt.Errorf("send %s: %w", m.Topic, err)
	}
	return nil
}

// render returns a buffer with the frame of a message.
func (g *Gateway) render(m Message) *bytes.Buffer {
	b, ok := g.buffers.Get().(*bytes.Buffer)
	if !ok {
		b = new(bytes.Buffer)
	}
	b.Reset()
	fmt.Fprintf(b, "%s %d\n", m.Topic, len(m.Body))
	b.Write(m.Body)
	return b
}

// Close waits for the writes on their way.
func (g *Gateway) Close() { g.writes.Wait() }
