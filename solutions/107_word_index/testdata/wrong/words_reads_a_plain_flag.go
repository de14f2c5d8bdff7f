// want: data race in "Words names what is known, at any time"
// "The map is locked in Words." What the entries hold is written without that
// lock.
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
	once  sync.Once
	known bool
	pages []int
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
	e.once.Do(func() {
		e.pages = compute()
		e.known = true
	})
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
