// want: wrong result in "buffers are used again"
// "Messages of a topic are alike, and share buffers." Where each message is a topic of its own,
// none is used again.
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
	topics sync.Map // *sync.Pool by topic
}

func New() *Gateway { return &Gateway{} }

func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	mine, _ := g.topics.LoadOrStore(m.Topic, new(sync.Pool))
	pool := mine.(*sync.Pool)
	frame, ok := pool.Get().(*bytes.Buffer)
	if !ok {
		frame = new(bytes.Buffer)
	}
	frame.Reset()
	fmt.Fprintf(frame, "%s %d\n", m.Topic, len(m.Body))
	frame.Write(m.Body)
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := to.Write(frame.Bytes())
		pool.Put(frame)
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

func (g *Gateway) Close() { g.writes.Wait() }
