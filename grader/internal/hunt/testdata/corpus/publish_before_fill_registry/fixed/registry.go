// fixed: the codec is complete before it is made visible

// Package registry finds codecs by name.
package registry

import (
	"strings"
	"sync"
)

// Codec encodes one format.
type Codec struct {
	Name   string
	Encode func(text string) string
}

// Registry knows the codecs.
type Registry struct {
	mu     sync.Mutex
	codecs map[string]*Codec
	total  int
}

// New returns an empty registry.
func New() *Registry { return &Registry{codecs: make(map[string]*Codec)} }

// Register adds a codec that puts a prefix in front of the text.
func (r *Registry) Register(name, prefix string) {
	c := &Codec{Name: name}
	c.Encode = func(text string) string { return strings.TrimSpace(prefix) + ":" + text }
	r.publish(c)
	r.count()
}

func (r *Registry) publish(c *Codec) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.codecs[c.Name] = c
}

func (r *Registry) count() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.total++
}

// Find returns a codec, or nil when there is none yet.
func (r *Registry) Find(name string) *Codec {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.codecs[name]
}
