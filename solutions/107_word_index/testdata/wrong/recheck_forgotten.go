// want: wrong result in "each word is computed once"
// "Each word has its own lock, taken by those who have found it missing." All
// who waited for that lock compute too, one after the other.
package index

import (
	"maps"
	"slices"
	"sync"
)

type Index struct {
	mu    sync.Mutex
	pages map[string][]int
	locks map[string]*sync.Mutex
}

func New() *Index {
	return &Index{pages: map[string][]int{}, locks: map[string]*sync.Mutex{}}
}

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	pages, ok := x.pages[word]
	if x.locks[word] == nil {
		x.locks[word] = new(sync.Mutex)
	}
	lock := x.locks[word]
	x.mu.Unlock()
	if ok {
		return pages
	}
	lock.Lock()
	defer lock.Unlock()
	pages = compute()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.pages[word] = pages
	return pages
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Sorted(maps.Keys(x.pages))
}

func (x *Index) Close() {}
