// want: wrong result in "Words names what is known, at any time"
// "Words waits until everything under way is known, then the list is whole."
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
	known chan struct{}
	pages []int
}

func New() *Index { return &Index{entries: map[string]*entry{}} }

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	e, ok := x.entries[word]
	if !ok {
		e = &entry{known: make(chan struct{})}
		x.entries[word] = e
	}
	x.mu.Unlock()
	if !ok {
		e.pages = compute()
		close(e.known)
	}
	<-e.known
	return e.pages
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	var words []string
	for word, e := range x.entries {
		<-e.known
		words = append(words, word)
	}
	slices.Sort(words)
	return words
}

func (x *Index) Close() {}
