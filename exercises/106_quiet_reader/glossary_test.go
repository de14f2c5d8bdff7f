package glossary_test

import (
	"sync"
	"testing"

	glossary "racekata/exercises/106_quiet_reader"
)

func TestReadersLookUpWords(t *testing.T) {
	g := glossary.New()
	defer g.Close()
	g.Set("race", "two who do not wait for each other")
	g.Set("lock", "what they should wait for")

	const readers = 10
	var wg sync.WaitGroup
	for range readers {
		wg.Go(func() {
			if meaning, ok := g.Get("lock"); !ok {
				t.Errorf("the meaning of lock is %q", meaning)
			}
		})
	}
	wg.Wait()

	words := 0
	g.Each(func(word, meaning string) { words++ })
	if uses := g.Uses("lock"); words != 2 || uses != readers {
		t.Errorf("%d words, and lock was used %d times", words, uses)
	}
}
