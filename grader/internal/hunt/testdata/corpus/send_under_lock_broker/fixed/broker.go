// fixed: Publish copies the list of subscribers and sends after it has released the lock

// Package broker hands messages to subscribers, who acknowledge them.
package broker

import "sync"

const backlog = 6

// Broker sends each message to every subscriber.
type Broker struct {
	mu    sync.Mutex
	subs  []chan string
	acked int
}

// Subscribe returns a channel that gets every later message.
func (b *Broker) Subscribe() <-chan string {
	ch := make(chan string, backlog)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.subs = append(b.subs, ch)
	return ch
}

// Publish sends a message to all; it waits for a subscriber with a full backlog.
func (b *Broker) Publish(msg string) {
	b.mu.Lock()
	subs := b.subs[:len(b.subs):len(b.subs)]
	b.mu.Unlock()
	for _, ch := range subs {
		ch <- msg
	}
}

// Ack counts a message as handled.
func (b *Broker) Ack() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.acked++
}

// Close ends all subscriptions once nothing is published any more.
func (b *Broker) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, ch := range b.subs {
		close(ch)
	}
	b.subs = nil
}
