// want: wrong result in "every use is counted"
// "A sync.Map needs no lock." Its steps need none; two of them do.
package glossary

import "sync"

type Glossary struct {
	entries sync.Map // of entry, by word
}

type entry struct {
	meaning string
	uses    int
}

func New() *Glossary { return &Glossary{} }

func (g *Glossary) load(word string) (entry, bool) {
	v, ok := g.entries.Load(word)
	if !ok {
		return entry{}, false
	}
	return v.(entry), true
}

func (g *Glossary) Set(word, meaning string) {
	e, _ := g.load(word)
	e.meaning = meaning
	g.entries.Store(word, e)
}

func (g *Glossary) Get(word string) (meaning string, ok bool) {
	e, ok := g.load(word)
	if !ok {
		return "", false
	}
	e.uses++
	g.entries.Store(word, e)
	return e.meaning, true
}

func (g *Glossary) Uses(word string) int {
	e, _ := g.load(word)
	return e.uses
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	g.entries.Range(func(word, v any) bool {
		fn(word.(string), v.(entry).meaning)
		return true
	})
}

func (g *Glossary) Close() {}
