// bug: Get checks once and trusts the wake-up, but another Get may have taken the connection first ; kind: panic

// Package connpool lends database connections.
package connpool

import "sync"

// Conn is one connection.
type Conn struct{ queries int }

// Pool lends each connection to one caller at a time.
type Pool struct {
	mu    sync.Mutex
	freed *sync.Cond
	free  []*Conn
}

// New returns a pool of n connections.
func New(n int) *Pool {
	p := new(Pool)
	p.freed = sync.NewCond(&p.mu)
	for range n {
		p.free = append(p.free, new(Conn))
	}
	return p
}

// Get borrows a connection and waits until one is free.
func (p *Pool) Get() *Conn {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.free) == 0 {
		p.freed.Wait()
	}
	last := len(p.free) - 1
	c := p.free[last]
	p.free = p.free[:last]
	return c
}

// Put returns a connection.
func (p *Pool) Put(c *Conn) {
	p.mu.Lock()
	p.free = append(p.free, c)
	p.mu.Unlock()
	p.freed.Signal()
}

// Query runs one query on a connection of its own.
func (p *Pool) Query() {
	c := p.Get()
	defer p.Put(c)
	c.queries++
}
