// A sorted slice of the known words, never changed: a new word makes a new one,
// and Words hands out what is there.
package index

import (
	"slices"
	"sync"
	"sync/atomic"
)

type Index struct {
	entries sync.Map // word → *entry
	words   atomic.Pointer[[]string]
}

type entry struct {
	once  sync.Once
	pages []int
}

func New() *Index {
	x := &Index{}
	x.words.Store(new([]string))
	return x
}

func (x *Index) Get(word string, compute func() []int) []int {
	found, _ := x.entries.LoadOrStore(word, new(entry))
	e := found.(*entry)
	e.once.Do(func() {
		e.pages = compute()
		for {
			old := x.words.Load()
			at, _ := slices.BinarySearch(*old, word)
			next := slices.Insert(slices.Clone(*old), at, word)
			if x.words.CompareAndSwap(old, &next) {
				return
			}
		}
	})
	return e.pages
}

func (x *Index) Words() []string { return *x.words.Load() }

func (x *Index) Close() {}
