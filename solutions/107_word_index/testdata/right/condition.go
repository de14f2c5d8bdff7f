// One lock and one condition: who finds a word under way waits until the set
// of words under way has changed, and looks again.
package index

import (
	"maps"
	"slices"
	"sync"
)

type Index struct {
	mu       sync.Mutex
	changed  *sync.Cond
	pages    map[string][]int
	underWay map[string]bool
}

func New() *Index {
	x := &Index{pages: map[string][]int{}, underWay: map[string]bool{}}
	x.changed = sync.NewCond(&x.mu)
	return x
}

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	defer x.mu.Unlock()
	for x.underWay[word] {
		x.changed.Wait()
	}
	if pages, ok := x.pages[word]; ok {
		return pages
	}
	x.underWay[word] = true
	x.mu.Unlock()
	pages := compute()
	x.mu.Lock()
	delete(x.underWay, word)
	x.pages[word] = pages
	x.changed.Broadcast()
	return pages
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Sorted(maps.Keys(x.pages))
}

func (x *Index) Close() {}
