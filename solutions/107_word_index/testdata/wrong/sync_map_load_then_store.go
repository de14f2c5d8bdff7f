// want: wrong result in "each word is computed once"
// "sync.Map is safe for concurrent use." Each call of it is; what lies between
// two of them is not.
package index

import (
	"slices"
	"sync"
)

type Index struct {
	pages sync.Map
}

func New() *Index { return &Index{} }

func (x *Index) Get(word string, compute func() []int) []int {
	if pages, ok := x.pages.Load(word); ok {
		return pages.([]int)
	}
	pages := compute()
	x.pages.Store(word, pages)
	return pages
}

func (x *Index) Words() []string {
	var words []string
	for word := range x.pages.Range {
		words = append(words, word.(string))
	}
	slices.Sort(words)
	return words
}

func (x *Index) Close() {}
