package lease

import (
	"sync"
	"testing"
)

func TestOwnersTakeTurns(t *testing.T) {
	l := New()
	greet := func(previous string) {
		if previous[0] == '#' { // the first holder finds an empty name
			t.Errorf("%q is a reserved name", previous)
		}
	}
	var wg sync.WaitGroup
	wg.Go(func() { _ = l.Serve("replica", greet) })
	wg.Go(func() { _ = l.Serve("leader", func(string) {}) })
	wg.Wait()
	if n := l.Terms("replica") + l.Terms("leader"); n != 2 {
		t.Errorf("%d terms, want 2", n)
	}
}
