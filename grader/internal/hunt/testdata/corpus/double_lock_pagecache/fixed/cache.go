// fixed: Get deletes the stale page itself, under the lock it already holds

// Package pagecache keeps rendered pages until an editor changes them.
package pagecache

import "sync"

type page struct {
	body  string
	stale bool
}

// Cache renders a page once and serves it until it is updated.
type Cache struct {
	mu     sync.Mutex
	pages  map[string]page
	render func(key string) string
}

// New returns an empty cache that renders missing pages with render.
func New(render func(key string) string) *Cache {
	return &Cache{pages: make(map[string]page), render: render}
}

// Get returns the page, rendering it when there is none or it is stale.
func (c *Cache) Get(key string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	p, ok := c.pages[key]
	if ok && p.stale {
		delete(c.pages, key)
		ok = false
	}
	if !ok {
		p = page{body: c.render(key)}
		c.pages[key] = p
	}
	return p.body
}

// Update marks the page stale, saves its new text and forgets the old one.
func (c *Cache) Update(key string, save func()) {
	c.mu.Lock()
	if p, ok := c.pages[key]; ok {
		p.stale = true
		c.pages[key] = p
	}
	c.mu.Unlock()
	save()
	c.Drop(key)
}

// Drop forgets a page.
func (c *Cache) Drop(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.pages, key)
}
