// want: data race or concurrent map access in "Words names what is known, at any time"
// "Words changes nothing."
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
	var words []string
	for word, e := range x.entries {
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
