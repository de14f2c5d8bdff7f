// want: wrong result in "each word is computed once"
// "sync.Once calls it once." Each call of Get has one of its own.
package index

import (
	"maps"
	"slices"
	"sync"
)

type Index struct {
	mu    sync.RWMutex
	pages map[string][]int
}

func New() *Index { return &Index{pages: map[string][]int{}} }

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.RLock()
	pages, ok := x.pages[word]
	x.mu.RUnlock()
	if ok {
		return pages
	}
	var once sync.Once
	once.Do(func() { pages = compute() })
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
