// want: wrong result
// "First the flight is over, then its pages go into the index." Who asks
// between the two finds neither.
package index

import (
	"maps"
	"slices"
	"sync"
)

type Index struct {
	mu      sync.Mutex
	pages   map[string][]int
	flights map[string]*flight
}

type flight struct {
	landed chan struct{}
	pages  []int
}

func New() *Index {
	return &Index{pages: map[string][]int{}, flights: map[string]*flight{}}
}

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	if pages, ok := x.pages[word]; ok {
		x.mu.Unlock()
		return pages
	}
	f, ok := x.flights[word]
	if ok {
		x.mu.Unlock()
		<-f.landed
		return f.pages
	}
	f = &flight{landed: make(chan struct{})}
	x.flights[word] = f
	x.mu.Unlock()

	f.pages = compute()
	close(f.landed)
	x.mu.Lock()
	delete(x.flights, word)
	x.mu.Unlock()

	x.mu.Lock()
	defer x.mu.Unlock()
	x.pages[word] = f.pages
	return f.pages
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Sorted(maps.Keys(x.pages))
}

func (x *Index) Close() {}
