// Package push sends messages to devices.
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
	Topic string // one word
	Body  []byte // any bytes, any number of them
}

// Gateway sends messages. Send may be called from any goroutine.
type Gateway struct {
	writes sync.WaitGroup // the writes on their way
}

// New returns a gateway.
func New() *Gateway { return &Gateway{} }

// Send writes the frame of m to a device, with one call of its Write: a line
// with the topic and the length of the body in bytes, and then the body.
//
//	scores 11
//	2:1 (87th)
//
// It returns when Write has returned, with an error that wraps Write's if that
// failed. If ctx is done before, it returns an error that wraps ctx.Err() and
// leaves Write to itself: a phone in a tunnel may take minutes. m.Body belongs
// to the caller again once Send has returned, in both cases.
//
// No message waits for another, not even for one to the same device. As
// io.Writer demands, a device does not keep the bytes that it was given beyond
// its Write; until then it may read them as late as it likes. Write does not
// panic.
func (g *Gateway) Send(ctx context.Context, to io.Writer, m Message) error {
	frame := render(m)
	written := make(chan error, 1)
	g.writes.Go(func() {
		_, err := to.Write([]byte(frame))
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

// render returns the frame of a message.
func render(m Message) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d\n", m.Topic, len(m.Body))
	b.Write(m.Body)
	return b.String()
}

// Close waits for the writes that are still on their way, and ends whatever
// else the gateway has running. It is called once, when the last Send has
// returned.
func (g *Gateway) Close() { g.writes.Wait() }
