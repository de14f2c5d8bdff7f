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
	quiet := func(string) {}
	joined := make(chan string)
	var wg sync.WaitGroup
	for _, name := range []string{"leader", "observer"} {
		wg.Go(func() {
			joined <- name
			_ = l.Serve(name, quiet)
		})
	}
	<-joined
	<-joined
	_ = l.Serve("replica", greet)
	wg.Wait()
	if n := l.Terms("leader") + l.Terms("replica") + l.Terms("observer"); n != 3 {
		t.Errorf("%d terms, want 3", n)
	}
}
