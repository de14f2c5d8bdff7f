// Readers of known words take no lock: they load a map that is never changed,
// and who adds a word puts a bigger copy in its place. A goroutine computes
// for all who wait.
package index

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

type Index struct {
	known atomic.Pointer[map[string][]int]

	mu      sync.Mutex
	flights map[string]*sync.WaitGroup
}

func New() *Index {
	x := &Index{flights: map[string]*sync.WaitGroup{}}
	x.known.Store(&map[string][]int{})
	return x
}

func (x *Index) Get(word string, compute func() []int) []int {
	if pages, ok := (*x.known.Load())[word]; ok {
		return pages
	}
	if flight := x.board(word, compute); flight != nil {
		flight.Wait()
	}
	return (*x.known.Load())[word]
}

// board returns the flight that brings the word's pages; nil if they have
// come meanwhile.
func (x *Index) board(word string, compute func() []int) *sync.WaitGroup {
	x.mu.Lock()
	defer x.mu.Unlock()
	if _, ok := (*x.known.Load())[word]; ok {
		return nil
	}
	flight := x.flights[word]
	if flight == nil {
		flight = new(sync.WaitGroup)
		flight.Go(func() { x.land(word, compute()) })
		x.flights[word] = flight
	}
	return flight
}

func (x *Index) land(word string, pages []int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	all := maps.Clone(*x.known.Load())
	all[word] = pages
	x.known.Store(&all)
	delete(x.flights, word)
}

func (x *Index) Words() []string {
	return slices.Sorted(maps.Keys(*x.known.Load()))
}

func (x *Index) Close() {}
