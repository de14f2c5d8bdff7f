// fixed: Get keeps what it loaded only when nothing was invalidated meanwhile

// Package profiles caches what users say about themselves.
package profiles

import "sync"

// Store is where profiles live.
type Store interface {
	Load(user string) string
	Save(user, profile string)
}

// Cache keeps profiles that were asked for.
type Cache struct {
	store   Store
	mu      sync.Mutex
	cached  map[string]string
	version int // grows with each invalidation
}

// New returns an empty cache over a store.
func New(store Store) *Cache { return &Cache{store: store, cached: make(map[string]string)} }

// Get returns a profile from the cache, or loads it.
func (c *Cache) Get(user string) string {
	c.mu.Lock()
	profile, ok := c.cached[user]
	version := c.version
	c.mu.Unlock()
	if ok {
		return profile
	}
	profile = c.store.Load(user)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.version == version {
		c.cached[user] = profile
	}
	return profile
}

// Update saves a profile and forgets the cached one.
func (c *Cache) Update(user, profile string) {
	c.store.Save(user, profile)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.version++
	delete(c.cached, user)
}
