// want: stuck in "each word is computed once"
// "Who has computed sends the pages to the one who waits." There may be more
// than one.
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
	waiting int
	send    chan []int
	known   bool
	pages   []int
}

func New() *Index { return &Index{entries: map[string]*entry{}} }

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	e, ok := x.entries[word]
	if ok && e.known {
		x.mu.Unlock()
		return e.pages
	}
	if ok {
		e.waiting++
		x.mu.Unlock()
		return <-e.send
	}
	e = &entry{send: make(chan []int, 1)}
	x.entries[word] = e
	x.mu.Unlock()

	pages := compute()
	x.mu.Lock()
	defer x.mu.Unlock()
	e.known, e.pages = true, pages
	if e.waiting > 0 {
		e.send <- pages
	}
	return pages
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
