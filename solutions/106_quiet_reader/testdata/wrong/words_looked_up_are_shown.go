// want: wrong result in "words are read while others change"
// "Every word gets its entry when it is first asked for; Set fills it in." Each
// shows entries that nobody has filled in.
package glossary

import (
	"sync"
	"sync/atomic"
)

type Glossary struct {
	entries sync.Map // of *entry, by word
}

type entry struct {
	meaning atomic.Pointer[string] // nil until the word is set
	uses    atomic.Int64
}

func New() *Glossary { return &Glossary{} }

func (g *Glossary) entry(word string) *entry {
	e, _ := g.entries.LoadOrStore(word, &entry{})
	return e.(*entry)
}

func (g *Glossary) Set(word, meaning string) {
	g.entry(word).meaning.Store(&meaning)
}

func (g *Glossary) Get(word string) (meaning string, ok bool) {
	e := g.entry(word)
	m := e.meaning.Load()
	if m == nil {
		return "", false
	}
	e.uses.Add(1)
	return *m, true
}

func (g *Glossary) Uses(word string) int {
	return int(g.entry(word).uses.Load())
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	g.entries.Range(func(word, e any) bool {
		var meaning string
		if m := e.(*entry).meaning.Load(); m != nil {
			meaning = *m
		}
		fn(word.(string), meaning)
		return true
	})
}

func (g *Glossary) Close() {}
