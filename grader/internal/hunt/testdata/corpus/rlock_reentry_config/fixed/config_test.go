package config

import (
	"sync"
	"testing"
)

func TestDefaultsSurviveReload(t *testing.T) {
	c := New(map[string]string{"timeout": "5s"})
	var wg sync.WaitGroup
	wg.Go(func() {
		for range 4 {
			if v := c.Get("timeout"); v != "5s" {
				t.Errorf("timeout is %q", v)
			}
		}
	})
	wg.Go(func() {
		for range 2 {
			c.Reload(map[string]string{"level": "debug"})
		}
	})
	wg.Wait()
	if v := c.Get("level"); v != "debug" {
		t.Errorf("level is %q", v)
	}
}
