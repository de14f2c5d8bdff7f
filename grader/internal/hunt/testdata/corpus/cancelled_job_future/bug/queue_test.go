package queue

import (
	"sync"
	"testing"
)

func TestCancelWhileRunning(t *testing.T) {
	q := Start()
	opened := false
	var wg sync.WaitGroup
	wg.Go(func() { q.Cancel("thumbnail") })
	q.Submit("open", func() { opened = true }).Wait()
	if !opened {
		t.Error("open has not run")
	}
	for range 2 {
		q.Submit("thumbnail", func() {}).Wait()
	}
	wg.Wait()
	q.Close()
}
