// want: busy wait in "no message sees another's bytes"
// "At the end there is time. Close looks ten times a second whether any write
// is left."
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
	left    atomic.Int64
	buffers sync.Pool // of *bytes.Buffer
}

// New returns a gateway.
func New() *Gateway { return &Gateway{} }

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	frame := g.render(m)
	var (
		err   error
		ended = make(chan bool)
	)
	g.left.Add(1)
	go func() {
		_, err = to.Write(frame.Bytes())
		g.buffers.Put(frame)
		g.left.Add(-1)
		close(ended)
	}()
	select {
	case <-ctx.Done():
		return fmt.Errorf("send %s: %w", m.Topic, ctx.Err())
	case <-ended:
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
func (g *Gateway) Close() {
	for g.left.Load() > 0 {
		<-time.After(100 * time.Millisecond)
	}
}
