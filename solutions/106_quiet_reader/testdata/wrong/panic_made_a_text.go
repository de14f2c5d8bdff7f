// want: wrong result in "readers do not wait for readers"
// "Give the lock back, and let the panic go on as what it says." Whoever
// recovers it and looks for the value that he knows finds a text.
package glossary

import (
	"fmt"
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
	defer func() {
		g.mu.RUnlock()
		if r := recover(); r != nil {
			panic(fmt.Sprint(r))
		}
	}()
	for word, e := range g.entries {
		fn(word, e.meaning)
	}
}

func (g *Glossary) Close() {}
