// want: wrong result in "each word is computed once"
// "Wait a little, each for another time, and the first will have finished."
package index

import (
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

type Index struct {
	mu    sync.Mutex
	pages map[string][]int
}

func New() *Index { return &Index{pages: map[string][]int{}} }

func (x *Index) known(word string) ([]int, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	pages, ok := x.pages[word]
	return pages, ok
}

func (x *Index) Get(word string, compute func() []int) []int {
	if pages, ok := x.known(word); ok {
		return pages
	}
	time.Sleep(rand.N(time.Millisecond))
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
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Sorted(maps.Keys(x.pages))
}

func (x *Index) Close() {}
