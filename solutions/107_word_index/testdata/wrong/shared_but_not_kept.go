// want: wrong result in "each word is computed once"
// "Those who ask at the same time share one flight." When it has landed,
// nobody has written down what it brought.
package index

import (
	"maps"
	"slices"
	"sync"
)

type Index struct {
	mu      sync.Mutex
	flights map[string]*flight
	seen    map[string]bool
}

type flight struct {
	landed chan struct{}
	pages  []int
}

func New() *Index {
	return &Index{flights: map[string]*flight{}, seen: map[string]bool{}}
}

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
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
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.flights, word)
	x.seen[word] = true
	close(f.landed)
	return f.pages
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Sorted(maps.Keys(x.seen))
}

func (x *Index) Close() {}
