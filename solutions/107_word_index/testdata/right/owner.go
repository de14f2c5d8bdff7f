// A goroutine that owns the map. It hands out promises and computes nothing
// itself: who is told to compute does so, and reports.
package index

import (
	"maps"
	"slices"
)

type question struct {
	word   string
	answer chan<- answer
}

type answer struct {
	promise *promise
	mine    bool
}

type promise struct {
	done  chan struct{}
	pages []int
}

type Index struct {
	questions chan question
	known     chan string
	words     chan chan<- []string
	stop      chan struct{}
}

func New() *Index {
	x := &Index{
		questions: make(chan question),
		known:     make(chan string),
		words:     make(chan chan<- []string),
		stop:      make(chan struct{}),
	}
	go x.run()
	return x
}

func (x *Index) run() {
	promises := map[string]*promise{}
	known := map[string]bool{}
	for {
		select {
		case q := <-x.questions:
			p, found := promises[q.word]
			if !found {
				p = &promise{done: make(chan struct{})}
				promises[q.word] = p
			}
			q.answer <- answer{p, !found}
		case word := <-x.known:
			known[word] = true
		case words := <-x.words:
			words <- slices.Sorted(maps.Keys(known))
		case <-x.stop:
			return
		}
	}
}

func (x *Index) Get(word string, compute func() []int) []int {
	answers := make(chan answer, 1)
	x.questions <- question{word, answers}
	a := <-answers
	if a.mine {
		a.promise.pages = compute()
		x.known <- word
		close(a.promise.done)
	}
	<-a.promise.done
	return a.promise.pages
}

func (x *Index) Words() []string {
	words := make(chan []string, 1)
	x.words <- words
	return <-words
}

func (x *Index) Close() { close(x.stop) }
