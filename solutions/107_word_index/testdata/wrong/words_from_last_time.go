// want: wrong result in "Words names what is known, at any time"
// "Sort only if there are more words than last time." They are counted before
// the last one is known.
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
	sorted  []string
	of      int
}

func New() *Index { return &Index{entries: map[string]*entry{}} }

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
	close(e.known)
	return e.pages
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.of == len(x.entries) {
		return slices.Clone(x.sorted)
	}
	x.sorted, x.of = nil, len(x.entries)
	for word, e := range x.entries {
		select {
		case <-e.known:
			x.sorted = append(x.sorted, word)
		default:
		}
	}
	slices.Sort(x.sorted)
	return slices.Clone(x.sorted)
}

func (x *Index) Close() {}
