// want: busy wait in "Close ends everything, wherever the import is"
// "Whoever reads or parses needs a moment, so look again after one. Then the
// goroutines are as good as gone, and the WaitGroup has the last word."
package weather

import (
	"sync"
	"sync/atomic"
	"time"
)

type Reading struct {
	Station string
	Tenths  int
}

type Import struct {
	next    func() (line string, ok bool)
	parse   func(line string) Reading
	lines   chan string
	batches chan []Reading
	stop    chan struct{}
	inside  atomic.Int32 // calls of next and parse
	running sync.WaitGroup
}

func New(size int, next func() (line string, ok bool), parse func(line string) Reading) *Import {
	im := &Import{
		next:    next,
		parse:   parse,
		lines:   make(chan string),
		batches: make(chan []Reading),
		stop:    make(chan struct{}),
	}
	im.running.Go(im.read)
	im.running.Go(func() { im.collect(size) })
	return im
}

func (im *Import) Batches() <-chan []Reading { return im.batches }

func (im *Import) read() {
	defer close(im.lines)
	for {
		im.inside.Add(1)
		line, ok := im.next()
		im.inside.Add(-1)
		if !ok {
			return
		}
		select {
		case im.lines <- line:
		case <-im.stop:
			return
		}
	}
}

func (im *Import) collect(size int) {
	defer close(im.batches)
	var batch []Reading
	for line := range im.lines {
		im.inside.Add(1)
		batch = append(batch, im.parse(line))
		im.inside.Add(-1)
		if len(batch) == size {
			if !im.send(batch) {
				return
			}
			batch = nil
		}
	}
	if len(batch) > 0 {
		im.send(batch)
	}
}

func (im *Import) send(batch []Reading) bool {
	select {
	case im.batches <- batch:
		return true
	case <-im.stop:
		return false
	}
}

func (im *Import) Close() {
	close(im.stop)
	for im.inside.Load() > 0 {
		<-time.After(10 * time.Millisecond)
	}
	im.running.Wait()
}
