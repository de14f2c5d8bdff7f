// want: wrong result in "buffers are used again"
// "A buffer fits if it is as long as the frame." The next frame is of another length.
package push

import (
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
	mu     sync.Mutex
	free   map[int][][]byte // by length; guarded by mu
}

func New() *Gateway { return &Gateway{free: map[int][][]byte{}} }

func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	head := fmt.Sprintf("%s %d\n", m.Topic, len(m.Body))
	frame := g.take(len(head) + len(m.Body))
	copy(frame, head)
	copy(frame[len(head):], m.Body)
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := to.Write(frame)
		g.give(frame)
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

func (g *Gateway) take(length int) []byte {
	g.mu.Lock()
	defer g.mu.Unlock()
	free := g.free[length]
	if len(free) == 0 {
		return make([]byte, length)
	}
	g.free[length] = free[:len(free)-1]
	return free[len(free)-1]
}

func (g *Gateway) give(b []byte) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.free[len(b)] = append(g.free[len(b)], b)
}

func (g *Gateway) Close() { g.writes.Wait() }
