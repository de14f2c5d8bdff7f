// bug: a failed dial replaces the Once so that the next caller dials again, while other callers are inside it ; kind: data race or wrong result or panic or misuse or stuck

// Package client dials its server when it is first needed.
package client

import "sync"

// Conn is an open connection.
type Conn struct{ ID int }

// Client shares one connection.
type Client struct {
	once sync.Once
	err  error
	conn *Conn
	dial func() (*Conn, error)
}

// New returns a client that is not connected yet.
func New(dial func() (*Conn, error)) *Client { return &Client{dial: dial} }

// Conn returns the connection; after a failed dial the next call dials again.
func (c *Client) Conn() (*Conn, error) {
	c.once.Do(func() { c.conn, c.err = c.dial() })
	if c.err != nil {
		err := c.err
		c.once = sync.Once{}
		return nil, err
	}
	return c.conn, nil
}
