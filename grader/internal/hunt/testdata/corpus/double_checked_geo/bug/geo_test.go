package geo

import (
	"sync"
	"testing"
)

func TestTableIsLoadedOnce(t *testing.T) {
	loads := 0
	db := New(func() map[string]string {
		loads++
		return map[string]string{"192.0.2.1": "NO"}
	})
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if c := db.Country("192.0.2.1"); c != "NO" {
				t.Errorf("country is %q", c)
			}
		})
	}
	wg.Wait()
	if loads != 1 || db.Active() != 0 {
		t.Errorf("%d loads, %d lookups active", loads, db.Active())
	}
}
