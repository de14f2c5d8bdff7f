// want: wrong result in "a word waits for no other word"
// "Get is locked from its first line to its last: nothing can go wrong in
// between." Nothing can go on either.
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
	defer x.mu.Unlock()
	if pages, ok := x.pages[word]; ok {
		return pages
	}
	pages := compute()
	x.pages[word] = pages
	return pages
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Sorted(maps.Keys(x.pages))
}

func (x *Index) Close() {}
