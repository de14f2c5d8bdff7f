// Package index remembers on which pages of a book a word occurs.
package index

import (
	"maps"
	"slices"
)

// Index remembers the pages of words. All methods may be called from any
// goroutine.
type Index struct {
	pages map[string][]int
}

// New returns an index that knows no word yet.
func New() *Index {
	return &Index{pages: map[string][]int{}}
}

// Get returns the pages on which word occurs, as compute has found them.
//
// compute reads the whole book and takes its time. It is called once for a
// word, however many ask for it at the same time: one of their functions is
// called, all of them get its pages, and none returns before. What compute
// returns is remembered, also when it is nil because the word occurs nowhere.
//
// Different words have nothing to do with each other: any number of them are
// computed at the same time, compute may itself ask the index for other words
// (never in a circle), and a word that is known is returned at once. compute
// does not panic. Callers only read the pages.
func (x *Index) Get(word string, compute func() []int) []int {
	if pages, ok := x.pages[word]; ok {
		return pages
	}
	pages := compute()
	x.pages[word] = pages
	return pages
}

// Words returns the known words in alphabetical order: each word for which a
// Get has returned, and none whose compute is still running. It waits for no
// compute. What it has returned does not change later.
func (x *Index) Words() []string {
	return slices.Sorted(maps.Keys(x.pages))
}

// Close ends whatever the index has running. Nothing is called after it.
func (x *Index) Close() {}
