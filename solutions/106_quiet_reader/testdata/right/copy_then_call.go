// A plain mutex: lock, copy, unlock, call back. Nothing is locked while fn
// runs, so nobody waits for it, not even Set.
package glossary

import "sync"

type Glossary struct {
	mu      sync.Mutex
	entries map[string]*entry
}

type entry struct {
	meaning string
	uses    int
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
	g.mu.Lock()
	defer g.mu.Unlock()
	e, ok := g.entries[word]
	if !ok {
		return "", false
	}
	e.uses++
	return e.meaning, true
}

func (g *Glossary) Uses(word string) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	if e, ok := g.entries[word]; ok {
		return e.uses
	}
	return 0
}

func (g *Glossary) copied() map[string]string {
	g.mu.Lock()
	defer g.mu.Unlock()
	meanings := make(map[string]string, len(g.entries))
	for word, e := range g.entries {
		meanings[word] = e.meaning
	}
	return meanings
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	for word, meaning := range g.copied() {
		fn(word, meaning)
	}
}

func (g *Glossary) Close() {}
