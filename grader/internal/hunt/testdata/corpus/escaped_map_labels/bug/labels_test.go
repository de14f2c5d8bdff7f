package labels

import (
	"sync"
	"testing"
)

func TestAllWhileSetting(t *testing.T) {
	l := New("api")
	var wg sync.WaitGroup
	wg.Go(func() { l.Set("zone", "eu-1") })
	wg.Go(func() {
		for name, value := range l.All() {
			if value == "" {
				t.Errorf("%s has no value", name)
			}
		}
		if l.Version() > 1 {
			t.Error("a label was set twice")
		}
	})
	wg.Wait()
	if l.All()["zone"] != "eu-1" {
		t.Error("zone is lost")
	}
}
