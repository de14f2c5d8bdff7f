// want: wrong result or stuck in "Send waits for its own Write, and only as long as it may"
// "The channel can be used again with the buffer." The answer to a message that was given up is
// still in it.
package push

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"sync"
)

type Message struct {
	Topic string
	Body  []byte
}

type Gateway struct {
	writes sync.WaitGroup
	jobs   sync.Pool // of *job
}

// job is one message on its way.
type job struct {
	frame   bytes.Buffer
	written chan error
}

func New() *Gateway {
	g := &Gateway{}
	g.jobs.New = func() any { return &job{written: make(chan error, 1)} }
	return g
}

func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	j := g.jobs.Get().(*job)
	j.frame.Reset()
	fmt.Fprintf(&j.frame, "%s %d\n", m.Topic, len(m.Body))
	j.frame.Write(m.Body)
	g.writes.Go(func() {
		_, err := to.Write(j.frame.Bytes())
		j.written <- err
		g.jobs.Put(j)
	})
	select {
	case err := <-j.written:
		if err != nil {
			return fmt.Errorf("send %s: %w", m.Topic, err)
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("send %s: %w", m.Topic, ctx.Err())
	}
}

func (g *Gateway) Close() { g.writes.Wait() }
