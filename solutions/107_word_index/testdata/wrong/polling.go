// want: busy wait
// "Look every millisecond whether the other one is done."
package index

import (
	"maps"
	"slices"
	"sync"
	"time"
)

type Index struct {
	mu       sync.Mutex
	pages    map[string][]int
	underWay map[string]bool
}

func New() *Index {
	return &Index{pages: map[string][]int{}, underWay: map[string]bool{}}
}

func (x *Index) Get(word string, compute func() []int) []int {
	for {
		x.mu.Lock()
		pages, ok := x.pages[word]
		if ok {
			x.mu.Unlock()
			return pages
		}
		if !x.underWay[word] {
			x.underWay[word] = true
			x.mu.Unlock()
			break
		}
		x.mu.Unlock()
		time.Sleep(time.Millisecond)
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
