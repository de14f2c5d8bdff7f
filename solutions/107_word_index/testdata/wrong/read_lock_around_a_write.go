// want: data race or concurrent map access in "each word is computed once"
// "Each Get writes another word, so a read lock is enough for all of them."
package index

import (
	"maps"
	"slices"
	"sync"
)

type Index struct {
	mu      sync.RWMutex
	entries map[string]*entry
}

type entry struct {
	once  sync.Once
	pages []int
	known bool
}

func New() *Index { return &Index{entries: map[string]*entry{}} }

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.RLock()
	e := x.entries[word]
	if e == nil {
		e = &entry{}
		x.entries[word] = e
	}
	x.mu.RUnlock()
	e.once.Do(func() {
		e.pages = compute()
		x.mu.Lock()
		defer x.mu.Unlock()
		e.known = true
	})
	return e.pages
}

func (x *Index) Words() []string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	known := maps.Clone(x.entries)
	maps.DeleteFunc(known, func(_ string, e *entry) bool { return !e.known })
	return slices.Sorted(maps.Keys(known))
}

func (x *Index) Close() {}
