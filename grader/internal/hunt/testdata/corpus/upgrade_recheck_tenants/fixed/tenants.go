// fixed: For looks again once it has the write lock

// Package tenants counts the requests of each tenant.
package tenants

import (
	"sync"
	"sync/atomic"
)

// Tenant is one customer.
type Tenant struct {
	Name     string
	requests atomic.Int64
}

// Count adds a request and returns how many there were.
func (t *Tenant) Count() int64 { return t.requests.Add(1) }

// Registry knows all tenants.
type Registry struct {
	mu     sync.RWMutex
	byName map[string]*Tenant
}

// New returns an empty registry.
func New() *Registry { return &Registry{byName: make(map[string]*Tenant)} }

// For returns the tenant of that name, creating it when it is new.
func (r *Registry) For(name string) *Tenant {
	r.mu.RLock()
	t := r.byName[name]
	r.mu.RUnlock()
	if t != nil {
		return t
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if t := r.byName[name]; t != nil {
		return t
	}
	t = &Tenant{Name: name}
	r.byName[name] = t
	return t
}
