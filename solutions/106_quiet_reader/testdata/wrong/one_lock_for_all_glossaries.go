// want: stuck in "words are read while others change"
// "The lock is a package variable, so that nobody can copy it." All glossaries
// share it: fn cannot set a word in another one.
package glossary

import (
	"sync"
	"sync/atomic"
)

var mu sync.RWMutex

type Glossary struct {
	entries map[string]*entry
}

type entry struct {
	meaning string
	uses    atomic.Int64
}

func New() *Glossary { return &Glossary{entries: map[string]*entry{}} }

func (g *Glossary) Set(word, meaning string) {
	mu.Lock()
	defer mu.Unlock()
	if e, ok := g.entries[word]; ok {
		e.meaning = meaning
		return
	}
	g.entries[word] = &entry{meaning: meaning}
}

func (g *Glossary) Get(word string) (meaning string, ok bool) {
	mu.RLock()
	defer mu.RUnlock()
	e, ok := g.entries[word]
	if !ok {
		return "", false
	}
	e.uses.Add(1)
	return e.meaning, true
}

func (g *Glossary) Uses(word string) int {
	mu.RLock()
	defer mu.RUnlock()
	if e, ok := g.entries[word]; ok {
		return int(e.uses.Load())
	}
	return 0
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	mu.RLock()
	defer mu.RUnlock()
	for word, e := range g.entries {
		fn(word, e.meaning)
	}
}

func (g *Glossary) Close() {}
