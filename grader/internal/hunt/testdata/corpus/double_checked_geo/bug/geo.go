// bug: the first look at the loaded flag is neither locked nor atomic ; kind: data race

// Package geo knows which country an address is in.
package geo

import (
	"sync"
	"sync/atomic"
)

// DB loads its table when it is first asked.
type DB struct {
	load   func() map[string]string
	active atomic.Int64
	mu     sync.Mutex
	loaded bool
	table  map[string]string
}

// New returns a database that has not been loaded.
func New(load func() map[string]string) *DB { return &DB{load: load} }

// Active returns the number of lookups that run.
func (d *DB) Active() int64 { return d.active.Load() }

// Country returns the country of an address.
func (d *DB) Country(addr string) string {
	d.active.Add(1)
	defer d.active.Add(-1)
	if !d.loaded {
		d.mu.Lock()
		if !d.loaded {
			d.table = d.load()
			d.loaded = true
		}
		d.mu.Unlock()
	}
	return d.table[addr]
}
