// want: wrong result or stuck in "each word is computed once"
// "There is one book, so the map is a package variable." The next one begins it
// anew, and both have the same words.
package index

import (
	"slices"
	"sync"
)

type entry struct {
	known chan struct{}
	pages []int
}

type Index struct{}

var (
	mu      sync.Mutex
	entries map[string]*entry
)

func New() *Index {
	mu.Lock()
	defer mu.Unlock()
	entries = map[string]*entry{}
	return &Index{}
}

func (x *Index) Get(word string, compute func() []int) []int {
	mu.Lock()
	e, ok := entries[word]
	if ok {
		mu.Unlock()
		<-e.known
		return e.pages
	}
	e = &entry{known: make(chan struct{})}
	entries[word] = e
	mu.Unlock()

	e.pages = compute()
	close(e.known)
	return e.pages
}

func (x *Index) Words() []string {
	mu.Lock()
	defer mu.Unlock()
	var words []string
	for word, e := range entries {
		select {
		case <-e.known:
			words = append(words, word)
		default:
		}
	}
	slices.Sort(words)
	return words
}

func (x *Index) Close() {}
