// want: wrong result in "a word waits for no other word"
// "compute is called without the lock, and readers share theirs." Those who
// wait for a word keep it, and nobody can add another word meanwhile.
package index

import (
	"slices"
	"sync"
)

type Index struct {
	mu      sync.RWMutex
	entries map[string]*entry
}

type entry struct {
	known chan struct{}
	pages []int
}

func New() *Index { return &Index{entries: map[string]*entry{}} }

func (x *Index) find(word string) ([]int, bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	e, ok := x.entries[word]
	if !ok {
		return nil, false
	}
	<-e.known
	return e.pages, true
}

func (x *Index) Get(word string, compute func() []int) []int {
	for {
		if pages, ok := x.find(word); ok {
			return pages
		}
		if e := x.add(word); e != nil {
			e.pages = compute()
			close(e.known)
		}
	}
}

func (x *Index) add(word string) *entry {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.entries[word] != nil {
		return nil
	}
	e := &entry{known: make(chan struct{})}
	x.entries[word] = e
	return e
}

func (x *Index) Words() []string {
	x.mu.RLock()
	defer x.mu.RUnlock()
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
