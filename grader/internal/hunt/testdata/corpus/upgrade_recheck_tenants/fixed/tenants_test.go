package tenants

import (
	"sync"
	"testing"
)

func TestRequestsAreCounted(t *testing.T) {
	r := New()
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			r.For("acme").Count()
			r.For("initech").Count()
		})
	}
	wg.Wait()
	for _, name := range []string{"acme", "initech"} {
		if n := r.For(name).Count(); n != 3 {
			t.Errorf("%s made %d requests, want 3", name, n)
		}
	}
}
