// A sync.Map of promises: LoadOrStore decides in one step whose promise it
// is, and OnceValue lets one caller keep it and the others wait.
package index

import (
	"slices"
	"sync"
	"sync/atomic"
)

type Index struct {
	promises sync.Map // word → *promise
}

type promise struct {
	pages func() []int
	known atomic.Bool
}

func New() *Index { return &Index{} }

func (x *Index) Get(word string, compute func() []int) []int {
	p := &promise{}
	p.pages = sync.OnceValue(func() []int {
		pages := compute()
		p.known.Store(true)
		return pages
	})
	first, _ := x.promises.LoadOrStore(word, p)
	return first.(*promise).pages()
}

func (x *Index) Words() []string {
	var words []string
	for word, p := range x.promises.Range {
		if p.(*promise).known.Load() {
			words = append(words, word.(string))
		}
	}
	slices.Sort(words)
	return words
}

func (x *Index) Close() {}
