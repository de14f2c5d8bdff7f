// want: wrong result in "a word waits for no other word"
// "Sixteen locks instead of one, chosen by the word: they hardly ever meet."
// Of 17 words two always do.
package index

import (
	"maps"
	"slices"
	"sync"
)

type stripe struct {
	computing sync.Mutex

	mu    sync.Mutex
	pages map[string][]int
}

type Index struct {
	stripes [16]stripe
}

func New() *Index {
	x := &Index{}
	for i := range x.stripes {
		x.stripes[i].pages = map[string][]int{}
	}
	return x
}

func (x *Index) stripe(word string) *stripe {
	sum := uint32(2166136261)
	for _, b := range []byte(word) {
		sum = (sum ^ uint32(b)) * 16777619
	}
	return &x.stripes[sum%16]
}

func (s *stripe) known(word string) ([]int, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	pages, ok := s.pages[word]
	return pages, ok
}

func (x *Index) Get(word string, compute func() []int) []int {
	s := x.stripe(word)
	if pages, ok := s.known(word); ok {
		return pages
	}
	s.computing.Lock()
	defer s.computing.Unlock()
	if pages, ok := s.known(word); ok {
		return pages
	}
	pages := compute()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[word] = pages
	return pages
}

func (x *Index) Words() []string {
	var words []string
	for i := range x.stripes {
		s := &x.stripes[i]
		s.mu.Lock()
		words = slices.AppendSeq(words, maps.Keys(s.pages))
		s.mu.Unlock()
	}
	slices.Sort(words)
	return words
}

func (x *Index) Close() {}
