// want: wrong result in "a word waits for no other word"
// "One goroutine owns the map and does all the work, so nothing is shared." A
// goroutine that is busy is a lock by another name.
package index

import (
	"maps"
	"slices"
)

type question struct {
	word    string
	compute func() []int
	pages   chan<- []int
}

type Index struct {
	questions chan question
	words     chan chan<- []string
	stop      chan struct{}
}

func New() *Index {
	x := &Index{questions: make(chan question), words: make(chan chan<- []string), stop: make(chan struct{})}
	go x.run()
	return x
}

func (x *Index) run() {
	pages := map[string][]int{}
	for {
		select {
		case q := <-x.questions:
			if _, ok := pages[q.word]; !ok {
				pages[q.word] = q.compute()
			}
			q.pages <- pages[q.word]
		case words := <-x.words:
			words <- slices.Sorted(maps.Keys(pages))
		case <-x.stop:
			return
		}
	}
}

func (x *Index) Get(word string, compute func() []int) []int {
	pages := make(chan []int, 1)
	x.questions <- question{word, compute, pages}
	return <-pages
}

func (x *Index) Words() []string {
	words := make(chan []string, 1)
	x.words <- words
	return <-words
}

func (x *Index) Close() { close(x.stop) }
