// bug: two goroutines that both find the channel open both close it ; kind: panic or data race

// Package conn is a connection that its reader and its writer may both end.
package conn

import "errors"

// ErrClosed says that the connection has ended.
var ErrClosed = errors.New("connection closed")

// Conn passes frames until one side fails.
type Conn struct {
	frames chan string
	closed chan struct{}
}

// New returns an open connection.
func New() *Conn {
	return &Conn{frames: make(chan string), closed: make(chan struct{})}
}

// Write passes a frame to the reader; an empty frame is a failure.
func (c *Conn) Write(frame string) error {
	if frame == "" {
		c.Close()
		return errors.New("empty frame")
	}
	select {
	case c.frames <- frame:
		return nil
	case <-c.closed:
		return ErrClosed
	}
}

// Read returns the next frame.
func (c *Conn) Read() (string, error) {
	select {
	case frame := <-c.frames:
		return frame, nil
	case <-c.closed:
		return "", ErrClosed
	}
}

// Close ends the connection; any number of times.
func (c *Conn) Close() {
	select {
	case <-c.closed:
	default:
		close(c.closed)
	}
}
