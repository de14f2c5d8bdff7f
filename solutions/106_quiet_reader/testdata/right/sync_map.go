// A sync.Map whose entries are made once and then changed by atomics.
package glossary

import (
	"sync"
	"sync/atomic"
)

type Glossary struct {
	entries sync.Map // of *entry, by word
}

type entry struct {
	meaning atomic.Pointer[string]
	uses    atomic.Int64
}

func New() *Glossary { return &Glossary{} }

func (g *Glossary) Set(word, meaning string) {
	fresh := &entry{}
	fresh.meaning.Store(&meaning)
	if e, loaded := g.entries.LoadOrStore(word, fresh); loaded {
		e.(*entry).meaning.Store(&meaning)
	}
}

func (g *Glossary) Get(word string) (meaning string, ok bool) {
	v, ok := g.entries.Load(word)
	if !ok {
		return "", false
	}
	e := v.(*entry)
	e.uses.Add(1)
	return *e.meaning.Load(), true
}

func (g *Glossary) Uses(word string) int {
	if e, ok := g.entries.Load(word); ok {
		return int(e.(*entry).uses.Load())
	}
	return 0
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	g.entries.Range(func(word, e any) bool {
		fn(word.(string), *e.(*entry).meaning.Load())
		return true
	})
}

func (g *Glossary) Close() {}
