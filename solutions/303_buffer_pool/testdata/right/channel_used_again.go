// The channel of the answer is used again with the buffer: by whoever is the last to let go of
// both, and emptied first.
package push

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
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
	left    atomic.Int32 // Send, and the one who writes
}

func New() *Gateway {
	g := &Gateway{}
	g.jobs.New = func() any { return &job{written: make(chan error, 1)} }
	return g
}

func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	j := g.jobs.Get().(*job)
	j.left.Store(0)
	select {
	case <-j.written: // the answer to a message that was given up
	default:
	}
	j.frame.Reset()
	fmt.Fprintf(&j.frame, "%s %d\n", m.Topic, len(m.Body))
	j.frame.Write(m.Body)
	g.writes.Go(func() {
		_, err := to.Write(j.frame.Bytes())
		j.written <- err
		if j.left.Add(1) == 2 {
			g.jobs.Put(j)
		}
	})
	defer func() {
		if j.left.Add(1) == 2 {
			g.jobs.Put(j)
		}
	}()
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
