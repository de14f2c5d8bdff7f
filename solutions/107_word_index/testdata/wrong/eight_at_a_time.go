// want: wrong result in "a word waits for no other word"
// "The book must not be read by everybody at once." Nobody asked for a limit,
// and a compute that asks for another word needs a second place.
package index

import (
	"slices"
	"sync"
	"sync/atomic"
)

type Index struct {
	places  chan struct{}
	entries sync.Map
}

type entry struct {
	once  sync.Once
	pages []int
	known atomic.Bool
}

func New() *Index { return &Index{places: make(chan struct{}, 8)} }

func (x *Index) Get(word string, compute func() []int) []int {
	v, _ := x.entries.LoadOrStore(word, &entry{})
	e := v.(*entry)
	e.once.Do(func() {
		x.places <- struct{}{}
		defer func() { <-x.places }()
		e.pages = compute()
		e.known.Store(true)
	})
	return e.pages
}

func (x *Index) Words() []string {
	var words []string
	for word, e := range x.entries.Range {
		if e.(*entry).known.Load() {
			words = append(words, word.(string))
		}
	}
	slices.Sort(words)
	return words
}

func (x *Index) Close() {}
