// want: leak in "no goroutine is left behind"
// "Send is there to hear how it went." Not if it has given up.
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
	buffers sync.Pool // of *bytes.Buffer
	writing sync.WaitGroup
}

// New returns a gateway.
func New() *Gateway { return &Gateway{} }

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	frame := g.render(m)
	written := make(chan error)
	g.writing.Add(1)
	go func() {
		_, err := to.Write(frame.Bytes())
		g.buffers.Put(frame)
		g.writing.Done()
		written <- err
	}()
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
func (g *Gateway) Close() { g.writing.Wait() }
