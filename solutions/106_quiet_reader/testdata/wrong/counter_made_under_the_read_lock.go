// want: data race or concurrent map access in "every use is counted"
// "Words that nobody looks up need no counter." The one who makes it writes to
// a map that others read, and write.
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

func (g *Glossary) Set(word, meaning string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.meanings[word] = meaning
}

func (g *Glossary) Get(word string) (meaning string, ok bool) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	meaning, ok = g.meanings[word]
	if !ok {
		return "", false
	}
	if g.uses[word] == nil {
		g.uses[word] = new(atomic.Int64)
	}
	g.uses[word].Add(1)
	return meaning, true
}

func (g *Glossary) Uses(word string) int {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if n := g.uses[word]; n != nil {
		return int(n.Load())
	}
	return 0
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	for word, meaning := range g.meanings {
		fn(word, meaning)
	}
}

func (g *Glossary) Close() {}
