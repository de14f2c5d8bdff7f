package sessions

import (
	"sync"
	"testing"
)

func TestTouchCountsPerUser(t *testing.T) {
	table := New()
	var wg sync.WaitGroup
	for _, user := range []string{"ann", "bob"} {
		wg.Go(func() {
			for i := range 3 {
				if n := table.Touch(user); n != i+1 {
					t.Errorf("%s: request %d counted as %d", user, i+1, n)
				}
			}
		})
	}
	wg.Wait()
	if n := table.Len(); n != 2 {
		t.Errorf("%d sessions, want 2", n)
	}
}
