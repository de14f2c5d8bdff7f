// want: wrong result in "Words names what is known, at any time"
// "What is in the map is known." Entries are put there before compute runs.
package index

import (
	"maps"
	"slices"
	"sync"
)

type Index struct {
	mu      sync.Mutex
	entries map[string]func() []int
}

func New() *Index { return &Index{entries: map[string]func() []int{}} }

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	pages, ok := x.entries[word]
	if !ok {
		pages = sync.OnceValue(compute)
		x.entries[word] = pages
	}
	x.mu.Unlock()
	return pages()
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Sorted(maps.Keys(x.entries))
}

func (x *Index) Close() {}
