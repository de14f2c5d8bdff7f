// bug: Get moves the entry to the front of the list, a write, while it holds the read lock ; kind: data race or panic or wrong result

// Package lru keeps the entries that were used last.
package lru

import (
	"container/list"
	"sync"
)

type entry struct {
	key   string
	value int
}

// Cache holds at most limit entries.
type Cache struct {
	mu    sync.RWMutex
	limit int
	order *list.List
	items map[string]*list.Element
}

// New returns an empty cache.
func New(limit int) *Cache {
	return &Cache{limit: limit, order: list.New(), items: make(map[string]*list.Element)}
}

// Put stores a value and drops the entry unused for longest when full.
func (c *Cache) Put(key string, value int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.items[key]; ok {
		e.Value = entry{key, value}
		c.order.MoveToFront(e)
		return
	}
	c.items[key] = c.order.PushFront(entry{key, value})
	if c.order.Len() > c.limit {
		last := c.order.Back()
		delete(c.items, c.order.Remove(last).(entry).key)
	}
}

// Get returns a value and marks it as used.
func (c *Cache) Get(key string) (int, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	e, ok := c.items[key]
	if !ok {
		return 0, false
	}
	c.order.MoveToFront(e)
	return e.Value.(entry).value, true
}
