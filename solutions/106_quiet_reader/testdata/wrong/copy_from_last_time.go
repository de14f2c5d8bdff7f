// want: wrong result in "words are read while others change"
// "A copy for those who read, made anew when there are more words than last
// time." A word that has another meaning is no word more.
package glossary

import (
	"sync"
	"sync/atomic"
)

type Glossary struct {
	mu      sync.Mutex
	entries map[string]*entry
	copied  map[string]string // never changed
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
	g.mu.Lock()
	defer g.mu.Unlock()
	e, ok := g.entries[word]
	if !ok {
		return "", false
	}
	e.uses.Add(1)
	return e.meaning, true
}

func (g *Glossary) Uses(word string) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	if e, ok := g.entries[word]; ok {
		return int(e.uses.Load())
	}
	return 0
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	for word, meaning := range g.copy() {
		fn(word, meaning)
	}
}

func (g *Glossary) copy() map[string]string {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.copied) == len(g.entries) {
		return g.copied
	}
	g.copied = make(map[string]string, len(g.entries))
	for word, e := range g.entries {
		g.copied[word] = e.meaning
	}
	return g.copied
}

func (g *Glossary) Close() {}
