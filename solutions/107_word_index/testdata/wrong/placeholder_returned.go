// want: wrong result in "each word is computed once"
// "A placeholder in the map keeps the others from computing." They take it
// for the answer.
package index

import (
	"maps"
	"slices"
	"sync"
)

type Index struct {
	mu    sync.Mutex
	pages map[string][]int
}

func New() *Index { return &Index{pages: map[string][]int{}} }

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	if pages, ok := x.pages[word]; ok {
		x.mu.Unlock()
		return pages
	}
	x.pages[word] = nil
	x.mu.Unlock()

	pages := compute()
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
