package registry

import (
	"sync"
	"testing"
)

func TestFindWhileRegistering(t *testing.T) {
	r := New()
	var wg sync.WaitGroup
	wg.Go(func() {
		for range 3 {
			if c := r.Find("hex"); c != nil && c.Encode("ff") != "0x:ff" {
				t.Errorf("encoded as %q", c.Encode("ff"))
			}
		}
	})
	wg.Go(func() { r.Register("hex", "0x ") })
	wg.Wait()
	if r.Find("hex") == nil {
		t.Error("hex is not registered")
	}
}
