// want: wrong result in "words are read while others change"
// "While somebody is inside Each, new meanings are put aside, and the last one
// out puts them in." Set has returned, and Get still says the old one.
package glossary

import "sync"

type Glossary struct {
	mu      sync.Mutex
	entries map[string]*entry // the meanings in it change when nobody is inside
	inside  int
	aside   map[string]string
}

type entry struct {
	meaning string
	uses    int
}

func New() *Glossary {
	return &Glossary{entries: map[string]*entry{}, aside: map[string]string{}}
}

func (g *Glossary) Set(word, meaning string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.aside[word] = meaning
	g.putIn()
}

// putIn puts in what was put aside, unless somebody is inside.
func (g *Glossary) putIn() {
	if g.inside > 0 {
		return
	}
	next := make(map[string]*entry, len(g.entries))
	for word, e := range g.entries {
		next[word] = e
	}
	for word, meaning := range g.aside {
		if next[word] == nil {
			next[word] = &entry{}
		}
		next[word].meaning = meaning
	}
	g.entries = next
	clear(g.aside)
}

func (g *Glossary) Get(word string) (meaning string, ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	e, ok := g.entries[word]
	if !ok {
		return "", false
	}
	e.uses++
	return e.meaning, true
}

func (g *Glossary) Uses(word string) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	if e, ok := g.entries[word]; ok {
		return e.uses
	}
	return 0
}

func (g *Glossary) enter() map[string]*entry {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inside++
	return g.entries
}

func (g *Glossary) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inside--
	g.putIn()
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	entries := g.enter()
	defer g.leave()
	for word, e := range entries {
		fn(word, e.meaning)
	}
}

func (g *Glossary) Close() {}
