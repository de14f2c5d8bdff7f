// want: wrong result in "Words names what is known, at any time"
// "The pages are there, so those who wait may go; then the word is noted." One
// of them is back before that, and Words does not know the word yet.
package index

import (
	"slices"
	"sync"
)

type entry struct {
	done  chan struct{}
	pages []int
}

type Index struct {
	mu      sync.Mutex
	entries map[string]*entry
	known   []string
}

func New() *Index { return &Index{entries: map[string]*entry{}} }

func (x *Index) Get(word string, compute func() []int) []int {
	x.mu.Lock()
	e, ok := x.entries[word]
	if ok {
		x.mu.Unlock()
		<-e.done
		return e.pages
	}
	e = &entry{done: make(chan struct{})}
	x.entries[word] = e
	x.mu.Unlock()

	e.pages = compute()
	close(e.done)
	x.note(word)
	return e.pages
}

func (x *Index) note(word string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.known = append(x.known, word)
}

func (x *Index) Words() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	words := slices.Clone(x.known)
	slices.Sort(words)
	return words
}

func (x *Index) Close() {}
