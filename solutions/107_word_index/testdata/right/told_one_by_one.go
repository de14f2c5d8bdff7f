// Everybody who waits leaves a channel, and gets the pages on it.
package index

import (
	"maps"
	"slices"
	"sync"
)

type Index struct {
	mu      sync.Mutex
	known   map[string][]int
	waiting map[string][]chan []int // an entry while a word is being computed
}

func New() *Index {
	return &Index{known: map[string][]int{}, waiting: map[string][]chan []int{}}
}

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	if pages, ok := x.known[word]; ok {
		x.mu.Unlock()
		return pages
	}
	if others, underWay := x.waiting[word]; underWay {
		told := make(chan []int, 1)
		x.waiting[word] = append(others, told)
		x.mu.Unlock()
		return <-told
	}
	x.waiting[word] = nil
	x.mu.Unlock()

	pages := compute()

	x.mu.Lock()
	x.known[word] = pages
	waiting := x.waiting[word]
	delete(x.waiting, word)
	x.mu.Unlock()
	for _, told := range waiting {
		told <- pages
	}
	return pages
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Sorted(maps.Keys(x.known))
}

func (x *Index) Close() {}
