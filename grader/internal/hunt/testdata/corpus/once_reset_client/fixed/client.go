// fixed: a mutex guards the connection, and it is kept only when the dial worked

// Package client dials its server when it is first needed.
package client

import "sync"

// Conn is an open connection.
type Conn struct{ ID int }

// Client shares one connection.
type Client struct {
	mu   sync.Mutex
	conn *Conn
	dial func() (*Conn, error)
}

// New returns a client that is not connected yet.
func New(dial func() (*Conn, error)) *Client { return &Client{dial: dial} }

// Conn returns the connection; after a failed dial the next call dials again.
func (c *Client) Conn() (*Conn, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conn != nil {
		return c.conn, nil
	}
	conn, err := c.dial()
	if err != nil {
		return nil, err
	}
	c.conn = conn
	return conn, nil
}
