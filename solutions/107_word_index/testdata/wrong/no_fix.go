// want: data race or concurrent map access in "each word is computed once"
// "Two people hardly ever ask for the same word at the same moment."
package index

import (
	"maps"
	"slices"
)

type Index struct {
	pages map[string][]int
}

func New() *Index { return &Index{pages: map[string][]int{}} }

func (x *Index) Get(word string, compute func() []int) []int {
	if pages, ok := x.pages[word]; ok {
		return pages
	}
	pages := compute()
	x.pages[word] = pages
	return pages
}

func (x *Index) Words() []string { return slices.Sorted(maps.Keys(x.pages)) }

func (x *Index) Close() {}
