package logger

import (
	"sync"
	"testing"
)

func TestLinesAroundClose(t *testing.T) {
	n := 0
	l := Start(func(string) { n++ })
	l.Log("start")
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { l.Log("work") })
	}
	wg.Go(l.Close)
	wg.Wait()
	l.Log("late")
	if n < 2 || n > 4 {
		t.Errorf("%d lines written", n)
	}
}
