// A readers-writer lock made by hand: readers are counted, the last one to leave
// wakes those who wait, and nobody comes in while somebody waits in Set.
package glossary

import (
	"sync"
	"sync/atomic"
)

type Glossary struct {
	mu      sync.Mutex
	changed *sync.Cond
	readers int
	writers int // waiting or at work

	entries map[string]*entry
}

type entry struct {
	meaning string
	uses    atomic.Int64
}

func New() *Glossary {
	g := &Glossary{entries: map[string]*entry{}}
	g.changed = sync.NewCond(&g.mu)
	return g
}

func (g *Glossary) enter() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.writers > 0 {
		g.changed.Wait()
	}
	g.readers++
}

func (g *Glossary) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.readers--
	g.changed.Broadcast()
}

func (g *Glossary) Set(word, meaning string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.writers++
	for g.readers > 0 {
		g.changed.Wait()
	}
	if e, ok := g.entries[word]; ok {
		e.meaning = meaning
	} else {
		g.entries[word] = &entry{meaning: meaning}
	}
	g.writers--
	g.changed.Broadcast()
}

func (g *Glossary) Get(word string) (meaning string, ok bool) {
	g.enter()
	defer g.leave()
	e, ok := g.entries[word]
	if !ok {
		return "", false
	}
	e.uses.Add(1)
	return e.meaning, true
}

func (g *Glossary) Uses(word string) int {
	g.enter()
	defer g.leave()
	if e, ok := g.entries[word]; ok {
		return int(e.uses.Load())
	}
	return 0
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	g.enter()
	defer g.leave()
	for word, e := range g.entries {
		fn(word, e.meaning)
	}
}

func (g *Glossary) Close() {}
