// Readers get the last version of the map, which never changes; who sets a word
// makes the next one. The counters are shared by all versions.
package glossary

import (
	"maps"
	"sync"
	"sync/atomic"
)

type Glossary struct {
	setting sync.Mutex
	entries atomic.Pointer[map[string]entry]
}

type entry struct {
	meaning string
	uses    *atomic.Int64
}

func New() *Glossary {
	g := &Glossary{}
	g.entries.Store(&map[string]entry{})
	return g
}

func (g *Glossary) Set(word, meaning string) {
	g.setting.Lock()
	defer g.setting.Unlock()
	next := maps.Clone(*g.entries.Load())
	e, ok := next[word]
	if !ok {
		e.uses = new(atomic.Int64)
	}
	e.meaning = meaning
	next[word] = e
	g.entries.Store(&next)
}

func (g *Glossary) Get(word string) (meaning string, ok bool) {
	e, ok := (*g.entries.Load())[word]
	if !ok {
		return "", false
	}
	e.uses.Add(1)
	return e.meaning, true
}

func (g *Glossary) Uses(word string) int {
	if e, ok := (*g.entries.Load())[word]; ok {
		return int(e.uses.Load())
	}
	return 0
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	for word, e := range *g.entries.Load() {
		fn(word, e.meaning)
	}
}

func (g *Glossary) Close() {}
