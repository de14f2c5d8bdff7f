// Those who wait are linked to a list, each with a channel that comes out of a
// pool and goes back to it. All indexes share the pool.
package index

import (
	"maps"
	"slices"
	"sync"
)

var channels = sync.Pool{New: func() any { return make(chan []int, 1) }}

type waiter struct {
	told chan []int
	next *waiter
}

type Index struct {
	mu      sync.Mutex
	known   map[string][]int
	waiting map[string]*waiter // an entry while a word is being computed
}

func New() *Index {
	return &Index{known: map[string][]int{}, waiting: map[string]*waiter{}}
}

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	if pages, ok := x.known[word]; ok {
		x.mu.Unlock()
		return pages
	}
	if first, underWay := x.waiting[word]; underWay {
		told := channels.Get().(chan []int)
		x.waiting[word] = &waiter{told, first}
		x.mu.Unlock()
		pages := <-told
		channels.Put(told)
		return pages
	}
	x.waiting[word] = nil
	x.mu.Unlock()

	pages := compute()

	x.mu.Lock()
	x.known[word] = pages
	first := x.waiting[word]
	delete(x.waiting, word)
	x.mu.Unlock()
	for w := first; w != nil; w = w.next {
		w.told <- pages
	}
	return pages
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Sorted(maps.Keys(x.known))
}

func (x *Index) Close() {}
