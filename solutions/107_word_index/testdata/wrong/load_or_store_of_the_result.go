// want: wrong result in "each word is computed once"
// "LoadOrStore is one step, so there is only ever one result." One is kept;
// as many have been computed as had asked.
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
	pages, _ := x.pages.LoadOrStore(word, compute())
	return pages.([]int)
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
