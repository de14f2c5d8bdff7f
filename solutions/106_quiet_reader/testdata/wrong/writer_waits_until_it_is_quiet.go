// want: data race or concurrent map access or busy wait in "words are read while others change"
// "Readers sign in and out; who writes waits until nobody is in." Somebody
// comes in a moment later.
package glossary

import (
	"sync"
	"sync/atomic"
	"time"
)

type Glossary struct {
	readers atomic.Int64
	writing sync.Mutex
	entries map[string]*entry
}

type entry struct {
	meaning string
	uses    atomic.Int64
}

func New() *Glossary { return &Glossary{entries: map[string]*entry{}} }

func (g *Glossary) Set(word, meaning string) {
	g.writing.Lock()
	defer g.writing.Unlock()
	for g.readers.Load() > 0 {
		time.Sleep(100 * time.Microsecond)
	}
	if e, ok := g.entries[word]; ok {
		e.meaning = meaning
		return
	}
	g.entries[word] = &entry{meaning: meaning}
}

func (g *Glossary) Get(word string) (meaning string, ok bool) {
	g.readers.Add(1)
	defer g.readers.Add(-1)
	e, ok := g.entries[word]
	if !ok {
		return "", false
	}
	e.uses.Add(1)
	return e.meaning, true
}

func (g *Glossary) Uses(word string) int {
	g.readers.Add(1)
	defer g.readers.Add(-1)
	if e, ok := g.entries[word]; ok {
		return int(e.uses.Load())
	}
	return 0
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	g.readers.Add(1)
	defer g.readers.Add(-1)
	for word, e := range g.entries {
		fn(word, e.meaning)
	}
}

func (g *Glossary) Close() {}
