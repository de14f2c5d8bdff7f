// want: stuck or wrong result in "each word is computed once"
// "A broadcast wakes everybody who waits." Who has looked and does not wait yet
// is not woken.
package index

import (
	"slices"
	"sync"
	"sync/atomic"
)

type entry struct {
	known atomic.Bool
	pages []int
}

type Index struct {
	mu      sync.Mutex
	news    *sync.Cond
	entries map[string]*entry
}

func New() *Index {
	x := &Index{entries: map[string]*entry{}}
	x.news = sync.NewCond(&x.mu)
	return x
}

func (x *Index) Get(word string, compute func() []int) []int {
	e, mine := x.entry(word)
	if mine {
		e.pages = compute()
		e.known.Store(true)
		x.news.Broadcast()
	}
	return e.pages
}

// entry returns the word's entry once it is known, or whether the caller has
// to compute it.
func (x *Index) entry(word string) (e *entry, mine bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	e, ok := x.entries[word]
	if !ok {
		e = &entry{}
		x.entries[word] = e
		return e, true
	}
	for !e.known.Load() {
		x.news.Wait()
	}
	return e, false
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	var words []string
	for word, e := range x.entries {
		if e.known.Load() {
			words = append(words, word)
		}
	}
	slices.Sort(words)
	return words
}

func (x *Index) Close() {}
