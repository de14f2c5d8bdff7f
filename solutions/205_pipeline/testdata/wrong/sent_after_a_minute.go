// want: wrong result in "every reading arrives, in order, and the range ends"
// "A batch need not wait for its last lines." Only the last batch may be shorter.
package weather

import (
	"sync"
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
		line, ok := im.next()
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
	var (
		batch []Reading
		flush = time.NewTimer(0)
	)
	defer flush.Stop()
	flush.Stop()
	for {
		select {
		case line, ok := <-im.lines:
			if !ok {
				if len(batch) > 0 {
					im.send(batch)
				}
				return
			}
			batch = append(batch, im.parse(line))
			if len(batch) == 1 {
				flush.Reset(time.Minute)
			}
			if len(batch) < size {
				continue
			}
		case <-flush.C:
		}
		flush.Stop()
		if !im.send(batch) {
			return
		}
		batch = nil
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
	im.running.Wait()
}
