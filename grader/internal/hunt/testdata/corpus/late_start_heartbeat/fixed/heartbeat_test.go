package heartbeat

import (
	"sync"
	"testing"
	"time"
)

func TestCloseEndsTheHeartbeat(t *testing.T) {
	n := New(func() {})
	var wg sync.WaitGroup
	wg.Go(func() { n.Start(time.Millisecond) })
	wg.Go(n.Close)
	wg.Wait()
	n.Start(time.Millisecond) // has no effect any more
}
