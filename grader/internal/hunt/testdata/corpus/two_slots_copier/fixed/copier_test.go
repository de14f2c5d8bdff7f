package copier

import (
	"sync"
	"sync/atomic"
	"testing"
)

func TestCopiesAreBounded(t *testing.T) {
	var open atomic.Int64
	c := New(2, func(_, _ string) error {
		if n := open.Add(2); n > 2 {
			t.Errorf("%d files open", n)
		}
		open.Add(-2)
		return nil
	})
	var wg sync.WaitGroup
	for _, name := range []string{"a", "b"} {
		wg.Go(func() {
			for range 2 {
				if err := c.Copy(name, name+".bak"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}
