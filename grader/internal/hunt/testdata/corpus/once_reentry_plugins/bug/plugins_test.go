package plugins

import (
	"sync"
	"testing"
)

func TestJSONIsBuiltIn(t *testing.T) {
	r := New()
	var wg sync.WaitGroup
	starting := make(chan struct{})
	wg.Go(func() {
		close(starting)
		r.Add("codec", "fast")
	})
	<-starting
	if base := r.Get("json"); base != "fast/json" && base != "builtin/json" {
		t.Errorf("json is built on %q", base)
	}
	wg.Wait()
}
