// bug: an item that comes after the timer has fired makes the batcher wait for a second value of the timer, which never comes ; kind: stuck

// Package batcher groups items that come in quick succession.
package batcher

import "time"

// Batcher passes batches to flush from one goroutine.
type Batcher struct {
	items chan string
	done  chan struct{}
	delay time.Duration
	flush func(batch []string)
}

// Start returns a batcher that flushes when no item came for a while.
func Start(delay time.Duration, flush func(batch []string)) *Batcher {
	b := &Batcher{items: make(chan string), done: make(chan struct{}), delay: delay, flush: flush}
	go b.run()
	return b
}

func (b *Batcher) run() {
	defer close(b.done)
	idle := time.NewTimer(b.delay)
	defer idle.Stop()
	var batch []string
	for {
		select {
		case item, ok := <-b.items:
			if !ok {
				b.flush(batch)
				return
			}
			batch = append(batch, item)
			if !idle.Stop() {
				<-idle.C
			}
			idle.Reset(b.delay)
		case <-idle.C:
			if len(batch) > 0 {
				b.flush(batch)
				batch = nil
			}
		}
	}
}

// Add gives the batcher an item; not after Close.
func (b *Batcher) Add(item string) { b.items <- item }

// Close flushes what is left and ends the batcher.
func (b *Batcher) Close() {
	close(b.items)
	<-b.done
}
