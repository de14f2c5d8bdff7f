// want: wrong result in "Words names what is known, at any time"
// "The words are always in order, so nothing has to be sorted or copied." A new
// word is pushed in between those that somebody is reading.
package index

import (
	"slices"
	"sync"
)

type entry struct {
	known chan struct{}
	pages []int
}

type Index struct {
	mu      sync.Mutex
	entries map[string]*entry
	words   []string
}

func New() *Index { return &Index{entries: map[string]*entry{}, words: make([]string, 0, 1000)} }

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	e, ok := x.entries[word]
	if ok {
		x.mu.Unlock()
		<-e.known
		return e.pages
	}
	e = &entry{known: make(chan struct{})}
	x.entries[word] = e
	x.mu.Unlock()

	e.pages = compute()
	x.mu.Lock()
	defer x.mu.Unlock()
	at, _ := slices.BinarySearch(x.words, word)
	x.words = slices.Insert(x.words, at, word)
	close(e.known)
	return e.pages
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.words
}

func (x *Index) Close() {}
