// want: wrong result in "each word is computed once"
// "It does not spin: it waits on a channel." For a timer, again and again.
package index

import (
	"slices"
	"sync"
	"time"
)

type entry struct {
	known bool
	pages []int
}

type Index struct {
	mu      sync.Mutex
	entries map[string]*entry
}

func New() *Index { return &Index{entries: map[string]*entry{}} }

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	e, ok := x.entries[word]
	if !ok {
		e = &entry{}
		x.entries[word] = e
		x.mu.Unlock()
		pages := compute()
		x.mu.Lock()
		e.pages, e.known = pages, true
	}
	for !e.known {
		x.mu.Unlock()
		<-time.After(10 * time.Millisecond)
		x.mu.Lock()
	}
	defer x.mu.Unlock()
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
