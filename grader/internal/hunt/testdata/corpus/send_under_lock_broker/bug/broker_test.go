package broker

import (
	"sync"
	"testing"
)

func TestEveryMessageIsAcked(t *testing.T) {
	var b Broker
	inbox := b.Subscribe()
	var publishers, consumer sync.WaitGroup
	for _, topic := range []string{"orders", "refunds"} {
		publishers.Go(func() {
			for range 4 {
				b.Publish(topic)
			}
		})
	}
	consumer.Go(func() {
		for range inbox {
			b.Ack()
		}
	})
	publishers.Wait()
	b.Close()
	consumer.Wait()
	if b.acked != 8 {
		t.Errorf("%d acked, want 8", b.acked)
	}
}
