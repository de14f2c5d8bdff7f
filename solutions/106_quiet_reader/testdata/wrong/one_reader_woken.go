// want: wrong result in "words are read while others change"
// "Whoever leaves lets the next one in." After a writer that may be many
// readers: one is let in, and the others wait for him.
package glossary

import (
	"sync"
	"sync/atomic"
)

// gate lets in any number of readers or one writer. Writers go first.
type gate struct {
	mu      sync.Mutex
	read    *sync.Cond
	write   *sync.Cond
	readers int
	waiting int // writers
	writing bool
}

func newGate() *gate {
	g := &gate{}
	g.read, g.write = sync.NewCond(&g.mu), sync.NewCond(&g.mu)
	return g
}

func (g *gate) RLock() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.writing || g.waiting > 0 {
		g.read.Wait()
	}
	g.readers++
}

func (g *gate) RUnlock() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.readers--
	g.next()
}

func (g *gate) Lock() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.waiting++
	for g.writing || g.readers > 0 {
		g.write.Wait()
	}
	g.waiting--
	g.writing = true
}

func (g *gate) Unlock() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.writing = false
	g.next()
}

// next wakes the next one.
func (g *gate) next() {
	switch {
	case g.readers > 0:
	case g.waiting > 0:
		g.write.Signal()
	default:
		g.read.Signal()
	}
}

type Glossary struct {
	mu      *gate
	entries map[string]*entry
}

type entry struct {
	meaning string
	uses    atomic.Int64
}

func New() *Glossary { return &Glossary{mu: newGate(), entries: map[string]*entry{}} }

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
		fn(word, e.meaning)
	}
}

func (g *Glossary) Close() {}
