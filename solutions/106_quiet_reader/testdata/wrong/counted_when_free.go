// want: wrong result in "every use is counted"
// "If somebody else is counting just now, one use more or less is no matter."
package glossary

import "sync"

type Glossary struct {
	mu      sync.RWMutex
	entries map[string]*entry
}

type entry struct {
	meaning string

	mu   sync.Mutex
	uses int
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
	if e.mu.TryLock() {
		e.uses++
		e.mu.Unlock()
	}
	return e.meaning, true
}

func (g *Glossary) Uses(word string) int {
	g.mu.RLock()
	defer g.mu.RUnlock()
	e, ok := g.entries[word]
	if !ok {
		return 0
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.uses
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	for word, e := range g.entries {
		fn(word, e.meaning)
	}
}

func (g *Glossary) Close() {}
