// want: wrong result in "buffers are used again"
// "strings.Builder has a Reset, too." Which lets go of its memory: the string that
// was built is that memory.
package push

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
)

// Message is what a device is sent.
type Message struct {
	Topic string
	Body  []byte
}

// Gateway sends messages.
type Gateway struct {
	writes   sync.WaitGroup
	builders sync.Pool // of *strings.Builder
}

// New returns a gateway.
func New() *Gateway { return &Gateway{} }

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	b, ok := g.builders.Get().(*strings.Builder)
	if !ok {
		b = new(strings.Builder)
	}
	fmt.Fprintf(b, "%s %d\n", m.Topic, len(m.Body))
	b.Write(m.Body)
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := io.WriteString(to, b.String())
		b.Reset()
		g.builders.Put(b)
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
