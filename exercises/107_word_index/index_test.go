package index_test

import (
	"slices"
	"sync"
	"testing"

	index "racekata/exercises/107_word_index"
)

func TestWordsAreLookedUpOnce(t *testing.T) {
	book := map[string][]int{"whale": {1, 7, 9}, "ship": {2, 7}, "sea": {2, 3}}
	x := index.New()
	defer x.Close()

	var wg sync.WaitGroup
	for word, pages := range book {
		wg.Go(func() { x.Get(word, func() []int { return pages }) })
	}
	wg.Wait()

	for word, pages := range book {
		got := x.Get(word, func() []int {
			t.Errorf("%q is computed a second time", word)
			return nil
		})
		if !slices.Equal(got, pages) {
			t.Errorf("%q is on the pages %v, and Get returned %v", word, pages, got)
		}
	}
	if got, want := x.Words(), []string{"sea", "ship", "whale"}; !slices.Equal(got, want) {
		t.Errorf("the known words are %v, and Words returned %v", want, got)
	}
}
