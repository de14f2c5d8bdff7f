// bug: the wake-up is dropped when the flusher has looked at the queue but does not listen yet ; kind: stuck

// Package flusher writes log lines in batches.
package flusher

import "sync"

type line struct {
	text    string
	flushed chan struct{}
}

// Flusher writes lines on a goroutine of its own.
type Flusher struct {
	mu    sync.Mutex
	lines []line
	wake  chan struct{}
	quit  chan struct{}
	done  chan struct{}
	write func(text string)
}

// New starts a flusher that calls write for each line, in order.
func New(write func(text string)) *Flusher {
	f := &Flusher{
		wake:  make(chan struct{}),
		quit:  make(chan struct{}),
		done:  make(chan struct{}),
		write: write,
	}
	go f.run()
	return f
}

// Append adds a line; the channel is closed once it is written.
func (f *Flusher) Append(text string) <-chan struct{} {
	l := line{text, make(chan struct{})}
	f.mu.Lock()
	f.lines = append(f.lines, l)
	f.mu.Unlock()
	select {
	case f.wake <- struct{}{}:
	default: // it is busy and will look again
	}
	return l.flushed
}

func (f *Flusher) run() {
	defer close(f.done)
	for {
		f.mu.Lock()
		batch := f.lines
		f.lines = nil
		f.mu.Unlock()
		for _, l := range batch {
			f.write(l.text)
			close(l.flushed)
		}
		if len(batch) > 0 {
			continue
		}
		select {
		case <-f.wake:
		case <-f.quit:
			return
		}
	}
}

// Close ends the flusher; lines that were not waited for may be lost.
func (f *Flusher) Close() {
	close(f.quit)
	<-f.done
}
