package watch

import (
	"sync"
	"testing"
)

func TestWatchersComeAndGo(t *testing.T) {
	store := NewStore()
	first, second := store.Watch(), store.Watch()
	var wg sync.WaitGroup
	wg.Go(func() {
		for _, key := range []string{"cpu", "disk", "net"} {
			store.Put(key, "ok")
		}
	})
	for _, w := range []*Watcher{first, second} {
		wg.Go(func() {
			if keys := w.Close(); len(keys) > 3 {
				t.Errorf("saw %q", keys)
			}
		})
	}
	wg.Wait()
	if len(store.watchers) != 0 {
		t.Errorf("%d watchers left", len(store.watchers))
	}
}
