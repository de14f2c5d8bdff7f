// want: wrong result in "a word waits for no other word"
// "With two thousand locks no two words ever meet." Of a few hundred words, some
// do.
package index

import (
	"maps"
	"slices"
	"sync"
)

type Index struct {
	stripes [2048]sync.Mutex
	mu      sync.RWMutex
	pages   map[string][]int
}

func New() *Index { return &Index{pages: map[string][]int{}} }

func (x *Index) known(word string) ([]int, bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	pages, ok := x.pages[word]
	return pages, ok
}

func (x *Index) Get(word string, compute func() []int) []int {
	if pages, ok := x.known(word); ok {
		return pages
	}
	hash := uint32(2166136261)
	for _, b := range []byte(word) {
		hash = (hash ^ uint32(b)) * 16777619
	}
	stripe := &x.stripes[hash%2048]
	stripe.Lock()
	defer stripe.Unlock()
	if pages, ok := x.known(word); ok {
		return pages
	}
	pages := compute()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.pages[word] = pages
	return pages
}

func (x *Index) Words() []string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return slices.Sorted(maps.Keys(x.pages))
}

func (x *Index) Close() {}
