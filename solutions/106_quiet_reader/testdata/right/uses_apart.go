// Uses are another matter than words, so they have a map and a lock of their
// own, held for a moment and never over a callback.
package glossary

import "sync"

type Glossary struct {
	mu       sync.RWMutex
	meanings map[string]string

	counting sync.Mutex
	uses     map[string]int
}

func New() *Glossary {
	return &Glossary{meanings: map[string]string{}, uses: map[string]int{}}
}

func (g *Glossary) Set(word, meaning string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.meanings[word] = meaning
}

func (g *Glossary) look(word string) (string, bool) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	meaning, ok := g.meanings[word]
	return meaning, ok
}

func (g *Glossary) Get(word string) (string, bool) {
	meaning, ok := g.look(word)
	if ok {
		g.counting.Lock()
		defer g.counting.Unlock()
		g.uses[word]++
	}
	return meaning, ok
}

func (g *Glossary) Uses(word string) int {
	g.counting.Lock()
	defer g.counting.Unlock()
	return g.uses[word]
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	for word, meaning := range g.meanings {
		fn(word, meaning)
	}
}

func (g *Glossary) Close() {}
