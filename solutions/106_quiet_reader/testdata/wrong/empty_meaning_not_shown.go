// want: wrong result in "words are read while others change"
// "A word without a meaning is nothing to show." It is in the glossary.
package glossary

import (
	"sync"
	"sync/atomic"
)

type Glossary struct {
	mu      sync.RWMutex
	entries map[string]*entry
}

type entry struct {
	meaning string
	uses    atomic.Int64
}

func New() *Glossary { return &Glossary{entries: map[string]*entry{}} }

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
		if e.meaning != "" {
			fn(word, e.meaning)
		}
	}
}

func (g *Glossary) Close() {}
