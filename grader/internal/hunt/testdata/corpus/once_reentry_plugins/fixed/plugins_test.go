package plugins

import (
	"sync"
	"testing"
)

func TestJSONIsBuiltIn(t *testing.T) {
	r := New()
	var wg sync.WaitGroup
	wg.Go(func() {
		if base := r.Get("json"); base != "fast/json" && base != "builtin/json" {
			t.Errorf("json is built on %q", base)
		}
	})
	wg.Go(func() { r.Add("codec", "fast") })
	wg.Wait()
}
