// A goroutine for each word computes its pages and serves them until Close.
package index

import (
	"slices"
	"sync"
)

type Index struct {
	mu    sync.Mutex
	words map[string]chan []int
	known []string
	quit  chan struct{}
	all   sync.WaitGroup
}

func New() *Index { return &Index{words: map[string]chan []int{}, quit: make(chan struct{})} }

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	serve, ok := x.words[word]
	if !ok {
		serve = make(chan []int)
		x.words[word] = serve
		x.all.Go(func() {
			pages := compute()
			x.mu.Lock()
			x.known = append(x.known, word)
			x.mu.Unlock()
			for {
				select {
				case serve <- pages:
				case <-x.quit:
					return
				}
			}
		})
	}
	x.mu.Unlock()
	return <-serve
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Sorted(slices.Values(x.known))
}

func (x *Index) Close() {
	close(x.quit)
	x.all.Wait()
}
