package bus_test

import (
	"sync"
	"testing"

	bus "corpus/unsubscribe_publish_bus/fixed"
)

func TestLeaveWhilePublishing(t *testing.T) {
	var b bus.Bus
	stays, leaves := b.Subscribe(), b.Subscribe()
	var wg sync.WaitGroup
	wg.Go(func() { b.Leave(leaves) })
	wg.Go(func() {
		b.Publish("opened")
		b.Publish("saved")
	})
	for _, want := range []string{"opened", "saved"} {
		if event, _ := stays.Next(); event != want {
			t.Errorf("got %q, want %q", event, want)
		}
	}
	wg.Wait()
	for n := 0; ; n++ {
		if _, ok := leaves.Next(); !ok {
			break
		} else if n == 2 {
			t.Fatal("three events of two")
		}
	}
}
