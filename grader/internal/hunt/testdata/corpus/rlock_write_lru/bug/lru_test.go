package lru

import (
	"sync"
	"testing"
)

func TestUsedEntriesStay(t *testing.T) {
	c := New(3)
	c.Put("a", 1)
	c.Put("b", 2)
	var wg sync.WaitGroup
	for _, key := range []string{"a", "b"} {
		wg.Go(func() {
			n, ok := c.Get(key)
			if !ok {
				t.Errorf("%s is gone", key)
			}
			c.Put(key, n+10)
		})
	}
	wg.Wait()
	c.Put("c", 3)
	c.Get("a")
	c.Put("d", 4)
	if n, ok := c.Get("a"); !ok || n != 11 {
		t.Errorf("a is %d, %v", n, ok)
	}
}
