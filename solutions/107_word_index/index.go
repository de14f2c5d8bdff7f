// Package index remembers on which pages of a book a word occurs.
package index

import (
	"slices"
	"sync"
)

// Index remembers the pages of words. All methods may be called from any
// goroutine.
type Index struct {
	mu      sync.Mutex
	entries map[string]*entry // guarded by mu; known words and those under way
}

// entry is the promise of a word's pages.
type entry struct {
	known chan struct{} // closed when pages are there
	pages []int         // written before known is closed, read after
}

// New returns an index that knows no word yet.
func New() *Index {
	return &Index{entries: map[string]*entry{}}
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
	e, mine := x.entry(word)
	if mine {
		e.pages = compute()
		close(e.known)
	}
	<-e.known
	return e.pages
}

// entry returns the word's entry, and whether the caller has to compute it
// because nobody has asked before.
func (x *Index) entry(word string) (e *entry, mine bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if e, ok := x.entries[word]; ok {
		return e, false
	}
	e = &entry{known: make(chan struct{})}
	x.entries[word] = e
	return e, true
}

// Words returns the known words in alphabetical order: each word for which a
// Get has returned, and none whose compute is still running. It waits for no
// compute. What it has returned does not change later.
func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	var words []string
	for word, e := range x.entries {
		select {
		case <-e.known:
			words = append(words, word)
		default:
		}
	}
	slices.Sort(words)
	return words
}

// Close ends whatever the index has running. Nothing is called after it.
func (x *Index) Close() {}
