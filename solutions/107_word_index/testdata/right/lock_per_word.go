// A lock for each word, held while it is computed, and a lock for the two
// maps, never held for long. The map is looked at again once the word's lock
// has been taken.
package index

import (
	"maps"
	"slices"
	"sync"
)

type Index struct {
	mu    sync.RWMutex
	pages map[string][]int
	locks map[string]*sync.Mutex
}

func New() *Index {
	return &Index{pages: map[string][]int{}, locks: map[string]*sync.Mutex{}}
}

func (x *Index) Get(word string, compute func() []int) []int {
	if pages, ok := x.known(word); ok {
		return pages
	}
	lock := x.lock(word)
	lock.Lock()
	defer lock.Unlock()
	if pages, ok := x.known(word); ok {
		return pages
	}
	pages := compute()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.pages[word] = pages
	return pages
}

func (x *Index) known(word string) ([]int, bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	pages, ok := x.pages[word]
	return pages, ok
}

func (x *Index) lock(word string) *sync.Mutex {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.locks[word] == nil {
		x.locks[word] = new(sync.Mutex)
	}
	return x.locks[word]
}

func (x *Index) Words() []string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return slices.Sorted(maps.Keys(x.pages))
}

func (x *Index) Close() {}
