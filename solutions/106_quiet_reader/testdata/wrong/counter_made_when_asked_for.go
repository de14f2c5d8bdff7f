// want: wrong result in "readers do not wait for readers"
// "A word gets its counter when it is first asked for." Uses of a word that is
// not there makes one, as a writer, and waits for all readers.
package glossary

import (
	"sync"
	"sync/atomic"
)

type Glossary struct {
	mu       sync.RWMutex
	meanings map[string]string
	uses     map[string]*atomic.Int64
}

func New() *Glossary {
	return &Glossary{meanings: map[string]string{}, uses: map[string]*atomic.Int64{}}
}

// counter is the counter of a word, made if there is none.
func (g *Glossary) counter(word string) *atomic.Int64 {
	g.mu.RLock()
	n, ok := g.uses[word]
	g.mu.RUnlock()
	if ok {
		return n
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if n, ok = g.uses[word]; !ok {
		n = new(atomic.Int64)
		g.uses[word] = n
	}
	return n
}

func (g *Glossary) Set(word, meaning string) {
	g.counter(word)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.meanings[word] = meaning
}

func (g *Glossary) Get(word string) (meaning string, ok bool) {
	g.mu.RLock()
	meaning, ok = g.meanings[word]
	g.mu.RUnlock()
	if ok {
		g.counter(word).Add(1)
	}
	return meaning, ok
}

func (g *Glossary) Uses(word string) int {
	return int(g.counter(word).Load())
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	for word, meaning := range g.meanings {
		fn(word, meaning)
	}
}

func (g *Glossary) Close() {}
