// want: wrong result in "Send waits for its own Write, and only as long as it may"
// "One goroutine writes, so one buffer is enough." And one device is enough to stop
// it.
package push

import (
	"bytes"
	"context"
	"fmt"
	"io"
)

// Message is what a device is sent.
type Message struct {
	Topic string
	Body  []byte
}

// Gateway sends messages.
type Gateway struct {
	jobs chan job
	done chan struct{}
}

type job struct {
	to      io.Writer
	m       Message
	written chan error
}

// New returns a gateway.
func New() *Gateway {
	g := &Gateway{jobs: make(chan job), done: make(chan struct{})}
	go g.write()
	return g
}

func (g *Gateway) write() {
	defer close(g.done)
	var frame bytes.Buffer
	for j := range g.jobs {
		fill(&frame, j.m)
		_, err := j.to.Write(frame.Bytes())
		j.written <- err
	}
}

// Send writes the frame of m to a device.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	m.Body = bytes.Clone(m.Body) // Send may return before it is written
	written := make(chan error, 1)
	select {
	case g.jobs <- job{to, m, written}:
	case <-ctx.Done():
		return fmt.Errorf("send %s: %w", m.Topic, ctx.Err())
	}
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

// Close ends the writer.
func (g *Gateway) Close() {
	close(g.jobs)
	<-g.done
}
