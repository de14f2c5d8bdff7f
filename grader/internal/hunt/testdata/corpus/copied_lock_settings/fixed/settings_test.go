package settings

import (
	"sync"
	"testing"
)

func TestForkIsIndependent(t *testing.T) {
	s := New()
	s.Set("theme", "light")
	var wg sync.WaitGroup
	wg.Go(func() { s.Set("font", "mono") })
	wg.Go(func() {
		if s.Get("theme") != "light" {
			t.Error("theme is lost")
		}
		fork := s.Fork()
		fork.Set("theme", "dark")
		if s.Get("theme") != "light" {
			t.Error("the fork changed the original")
		}
	})
	wg.Wait()
	if s.Get("font") != "mono" {
		t.Error("font is lost")
	}
}
