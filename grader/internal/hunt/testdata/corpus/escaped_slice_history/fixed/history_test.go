package history

import (
	"sync"
	"testing"
)

func TestLastWhileTyping(t *testing.T) {
	h := New(3)
	for _, command := range []string{"cd", "ls", "git log"} {
		h.Add(command)
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		h.Add("make")
		h.Add("make test")
	})
	wg.Go(func() {
		last := h.Last(2)
		if last[0] == last[1] {
			t.Errorf("%q twice", last[0])
		}
		if n := h.Len(); n != 3 {
			t.Errorf("%d commands, want 3", n)
		}
	})
	wg.Wait()
}
