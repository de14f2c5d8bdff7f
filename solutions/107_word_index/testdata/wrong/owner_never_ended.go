// want: leak in "no goroutine is left behind"
// "The garbage collector takes the goroutine once nobody has the index."
package index

import (
	"slices"
	"sync"
	"sync/atomic"
)

type entry struct {
	once  sync.Once
	pages []int
	known atomic.Bool
}

type Index struct {
	do chan func(map[string]*entry)
}

func New() *Index {
	x := &Index{do: make(chan func(map[string]*entry))}
	go func() {
		entries := map[string]*entry{}
		for f := range x.do {
			f(entries)
		}
	}()
	return x
}

func (x *Index) Get(word string, compute func() []int) []int {
	found := make(chan *entry, 1)
	x.do <- func(entries map[string]*entry) {
		if entries[word] == nil {
			entries[word] = &entry{}
		}
		found <- entries[word]
	}
	e := <-found
	e.once.Do(func() {
		e.pages = compute()
		e.known.Store(true)
	})
	return e.pages
}

func (x *Index) Words() []string {
	found := make(chan []string, 1)
	x.do <- func(entries map[string]*entry) {
		var words []string
		for word, e := range entries {
			if e.known.Load() {
				words = append(words, word)
			}
		}
		slices.Sort(words)
		found <- words
	}
	return <-found
}

func (x *Index) Close() {}
