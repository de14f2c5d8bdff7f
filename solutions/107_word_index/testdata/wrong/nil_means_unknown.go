// want: wrong result in "each word is computed once"
// "A word without pages is a word that nobody has looked up yet."
package index

import (
	"slices"
	"sync"
)

type Index struct {
	mu      sync.Mutex
	entries map[string]*entry
}

type entry struct {
	mu    sync.Mutex // held while computing
	pages []int

	known bool // guarded by the index's lock
}

func New() *Index { return &Index{entries: map[string]*entry{}} }

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	e := x.entries[word]
	if e == nil {
		e = &entry{}
		x.entries[word] = e
	}
	x.mu.Unlock()

	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pages == nil {
		e.pages = compute()
		x.mu.Lock()
		e.known = true
		x.mu.Unlock()
	}
	return e.pages
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	var words []string
	for word, e := range x.entries {
		if e.known {
			words = append(words, word)
		}
	}
	slices.Sort(words)
	return words
}

func (x *Index) Close() {}
