// want: wrong result in "every use is counted"
// "Uses have a map of their own, and counting comes first." Words that are not
// there are counted too, and when one is added, it has uses already.
package glossary

import (
	"sync"
	"sync/atomic"
)

type Glossary struct {
	mu      sync.RWMutex
	entries map[string]string
	uses    sync.Map // word -> *atomic.Int64
}

func New() *Glossary { return &Glossary{entries: map[string]string{}} }

func (g *Glossary) Set(word, meaning string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.entries[word] = meaning
}

func (g *Glossary) Get(word string) (meaning string, ok bool) {
	uses, _ := g.uses.LoadOrStore(word, new(atomic.Int64))
	uses.(*atomic.Int64).Add(1)
	g.mu.RLock()
	defer g.mu.RUnlock()
	meaning, ok = g.entries[word]
	return meaning, ok
}

func (g *Glossary) Uses(word string) int {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if _, ok := g.entries[word]; !ok {
		return 0
	}
	if uses, ok := g.uses.Load(word); ok {
		return int(uses.(*atomic.Int64).Load())
	}
	return 0
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	for word, meaning := range g.entries {
		fn(word, meaning)
	}
}

func (g *Glossary) Close() {}
