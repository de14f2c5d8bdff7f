package conn

import (
	"errors"
	"sync"
	"testing"
)

func TestBothSidesClose(t *testing.T) {
	c := New()
	var wg sync.WaitGroup
	wg.Go(func() {
		defer c.Close()
		if _, err := c.Read(); err != nil {
			t.Error(err)
		}
	})
	wg.Go(func() {
		if err := c.Write("hello"); err != nil {
			t.Error(err)
		}
		_ = c.Write("")
	})
	wg.Wait()
	if _, err := c.Read(); !errors.Is(err, ErrClosed) {
		t.Errorf("read after close: %v", err)
	}
}
