package pagecache

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
)

func TestUpdateIsSeen(t *testing.T) {
	var version atomic.Int64
	cache := New(func(key string) string { return fmt.Sprintf("%s v%d", key, version.Load()) })
	cache.Get("home")

	var wg sync.WaitGroup
	wg.Go(func() {
		for range 3 {
			cache.Get("home")
		}
	})
	wg.Go(func() { cache.Update("home", func() { version.Add(1) }) })
	wg.Wait()

	if got := cache.Get("home"); got != "home v1" {
		t.Errorf("after the update: %q", got)
	}
}
