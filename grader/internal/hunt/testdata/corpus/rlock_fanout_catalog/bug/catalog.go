// bug: Search holds the read lock while its helpers take it too, and an Add that arrives in between blocks the helpers for ever ; kind: stuck

// Package catalog searches the shelves of a shop.
package catalog

import (
	"strings"
	"sync"
)

// Catalog is a fixed number of shelves that fill over time.
type Catalog struct {
	mu      sync.RWMutex
	shelves [][]string
}

// New returns a catalog of n empty shelves.
func New(n int) *Catalog { return &Catalog{shelves: make([][]string, n)} }

// Add puts a title on a shelf.
func (c *Catalog) Add(shelf int, title string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shelves[shelf] = append(c.shelves[shelf], title)
}

// Search counts the titles that contain the word; shelves are searched at once.
func (c *Catalog) Search(word string) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	hits := make([]int, len(c.shelves))
	var wg sync.WaitGroup
	for i := range hits {
		wg.Go(func() { hits[i] = c.searchShelf(i, word) })
	}
	wg.Wait()
	sum := 0
	for _, n := range hits {
		sum += n
	}
	return sum
}

func (c *Catalog) searchShelf(i int, word string) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	n := 0
	for _, title := range c.shelves[i] {
		if strings.Contains(title, word) {
			n++
		}
	}
	return n
}
