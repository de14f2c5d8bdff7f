// want: wrong result in "each word is computed once"
// "The first one gets nothing yet, and asks again later."
package index

import (
	"maps"
	"slices"
	"sync"
)

type Index struct {
	mu       sync.Mutex
	wg       sync.WaitGroup
	pages    map[string][]int
	underWay map[string]bool
}

func New() *Index {
	return &Index{pages: map[string][]int{}, underWay: map[string]bool{}}
}

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	defer x.mu.Unlock()
	if _, ok := x.pages[word]; !ok && !x.underWay[word] {
		x.underWay[word] = true
		x.wg.Go(func() {
			pages := compute()
			x.mu.Lock()
			defer x.mu.Unlock()
			x.pages[word] = pages
		})
	}
	return x.pages[word]
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Sorted(maps.Keys(x.pages))
}

func (x *Index) Close() { x.wg.Wait() }
