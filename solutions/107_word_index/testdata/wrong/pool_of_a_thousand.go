// want: wrong result in "a word waits for no other word"
// "Nobody needs more than a thousand words at once." The next one waits until
// another word has been computed.
package index

import (
	"maps"
	"slices"
	"sync"
)

type Index struct {
	seats   chan struct{}
	mu      sync.Mutex
	entries map[string]func() []int
	known   map[string]bool
}

func New() *Index {
	return &Index{seats: make(chan struct{}, 1000), entries: map[string]func() []int{}, known: map[string]bool{}}
}

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	get, ok := x.entries[word]
	if !ok {
		get = sync.OnceValue(func() []int {
			x.seats <- struct{}{}
			defer func() { <-x.seats }()
			pages := compute()
			x.mu.Lock()
			defer x.mu.Unlock()
			x.known[word] = true
			return pages
		})
		x.entries[word] = get
	}
	x.mu.Unlock()
	return get()
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Sorted(maps.Keys(x.known))
}

func (x *Index) Close() {}
