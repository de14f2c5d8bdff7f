// Style: Send and the write both hold the frame; the last to let go gives it back.
package push

import (
	"context"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
)

// Message is what a device is sent.
type Message struct {
	Topic string
	Body  []byte
}

// Gateway sends messages.
type Gateway struct {
	writes sync.WaitGroup
	frames sync.Pool // of *frame
}

type frame struct {
	holders atomic.Int32
	bytes   []byte
	written chan error
}

// New returns a gateway.
func New() *Gateway {
	g := &Gateway{}
	g.frames.New = func() any { return &frame{written: make(chan error, 1)} }
	return g
}

func (g *Gateway) letGo(f *frame) {
	if f.holders.Add(-1) > 0 {
		return
	}
	select {
	case <-f.written: // nobody asked
	default:
	}
	g.frames.Put(f)
}

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	f := g.frames.Get().(*frame)
	f.holders.Store(2)
	f.bytes = fmt.Appendf(f.bytes[:0], "%s %d\n", m.Topic, len(m.Body))
	f.bytes = append(f.bytes, m.Body...)
	g.writes.Go(func() {
		defer g.letGo(f)
		_, err := to.Write(f.bytes)
		f.written <- err
	})
	defer g.letGo(f)
	select {
	case err := <-f.written:
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
