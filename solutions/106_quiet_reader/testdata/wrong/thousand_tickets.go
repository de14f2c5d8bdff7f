// want: wrong result in "readers do not wait for readers"
// "A thousand tickets: who reads takes one, who writes takes all." The next
// reader waits for a reader.
package glossary

import (
	"sync"
	"sync/atomic"
)

const all = 1000

type tickets struct {
	free    chan struct{}
	writers sync.Mutex
}

func (t *tickets) RLock()   { t.free <- struct{}{} }
func (t *tickets) RUnlock() { <-t.free }

func (t *tickets) Lock() {
	t.writers.Lock()
	defer t.writers.Unlock()
	for range all {
		t.free <- struct{}{}
	}
}

func (t *tickets) Unlock() {
	for range all {
		<-t.free
	}
}

type Glossary struct {
	mu      *tickets
	entries map[string]*entry
}

type entry struct {
	meaning string
	uses    atomic.Int64
}

func New() *Glossary {
	return &Glossary{mu: &tickets{free: make(chan struct{}, all)}, entries: map[string]*entry{}}
}

func (g *Glossary) Set(word, meaning string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if e, ok := g.entries[word]; ok {
		e.meaning = meaning
		return
	}
	g.entries[word] = &entry{meaning: meaning}
}

func (g *Glossary) Get(word string) (meaning string, ok bool) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	e, ok := g.entries[word]
	if !ok {
		return "", false
	}
	e.uses.Add(1)
	return e.meaning, true
}

func (g *Glossary) Uses(word string) int {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if e, ok := g.entries[word]; ok {
		return int(e.uses.Load())
	}
	return 0
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	for word, e := range g.entries {
		fn(word, e.meaning)
	}
}

func (g *Glossary) Close() {}
