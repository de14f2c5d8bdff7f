// want: wrong result in "every use is counted"
// "A change makes a new version, uses and all." A use of the old version that
// comes after the copy is a use of nothing.
package glossary

import (
	"maps"
	"sync"
	"sync/atomic"
)

type Glossary struct {
	mu      sync.Mutex // one Set after the other
	entries atomic.Pointer[map[string]*entry]
}

type entry struct {
	meaning string
	uses    atomic.Int64
}

func New() *Glossary {
	g := &Glossary{}
	g.entries.Store(&map[string]*entry{})
	return g
}

func (g *Glossary) Set(word, meaning string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	entries := maps.Clone(*g.entries.Load())
	changed := &entry{meaning: meaning}
	if e, ok := entries[word]; ok {
		changed.uses.Store(e.uses.Load())
	}
	entries[word] = changed
	g.entries.Store(&entries)
}

func (g *Glossary) Get(word string) (meaning string, ok bool) {
	e, ok := (*g.entries.Load())[word]
	if !ok {
		return "", false
	}
	e.uses.Add(1)
	return e.meaning, true
}

func (g *Glossary) Uses(word string) int {
	if e, ok := (*g.entries.Load())[word]; ok {
		return int(e.uses.Load())
	}
	return 0
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	for word, e := range *g.entries.Load() {
		fn(word, e.meaning)
	}
}

func (g *Glossary) Close() {}
