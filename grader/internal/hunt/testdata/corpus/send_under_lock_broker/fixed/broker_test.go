package broker

import (
	"sync"
	"testing"
)

func TestEveryMessageIsAcked(t *testing.T) {
	var b Broker
	inbox := b.Subscribe()
	orders := make(chan string)
	var publisher, consumer sync.WaitGroup
	consumer.Go(func() {
		for range inbox {
			b.Ack()
		}
	})
	publisher.Go(func() {
		for order := range orders {
			b.Publish(order)
		}
	})
	for range 8 {
		orders <- "one lamp"
	}
	close(orders)
	publisher.Wait()
	b.Close()
	consumer.Wait()
	if b.acked != 8 {
		t.Errorf("%d acked, want 8", b.acked)
	}
}
