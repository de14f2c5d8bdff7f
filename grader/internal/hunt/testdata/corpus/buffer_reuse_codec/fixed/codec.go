// fixed: Encode returns a copy of the bytes

// Package codec encodes records with few allocations.
package codec

import (
	"bytes"
	"strconv"
	"sync"
)

// Codec reuses its buffers.
type Codec struct {
	mu   sync.Mutex
	free []*bytes.Buffer
}

func (c *Codec) get() *bytes.Buffer {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := len(c.free)
	if n == 0 {
		return new(bytes.Buffer)
	}
	b := c.free[n-1]
	c.free = c.free[:n-1]
	return b
}

func (c *Codec) put(b *bytes.Buffer) {
	b.Reset()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.free = append(c.free, b)
}

// Encode returns the record as text.
func (c *Codec) Encode(id int, name string) []byte {
	b := c.get()
	defer c.put(b)
	b.WriteString(strconv.Itoa(id))
	b.WriteByte('=')
	b.WriteString(name)
	return bytes.Clone(b.Bytes())
}

// Idle returns the number of buffers that wait for use.
func (c *Codec) Idle() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.free)
}
