package connpool

import (
	"sync"
	"testing"
)

func TestOneConnectionServesAll(t *testing.T) {
	p := New(1)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for range 2 {
				p.Query()
			}
		})
	}
	wg.Wait()
	if c := p.Get(); c.queries != 6 {
		t.Errorf("%d queries, want 6", c.queries)
	}
}
