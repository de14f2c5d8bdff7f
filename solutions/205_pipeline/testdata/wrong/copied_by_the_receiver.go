// want: data race or wrong result in "a batch belongs to its receiver"
// "A goroutine takes each batch and copies it for the receiver." It copies what
// is being written again.
package weather

import (
	"slices"
	"sync"
)

type Reading struct {
	Station string
	Tenths  int
}

type Import struct {
	next    func() (line string, ok bool)
	parse   func(line string) Reading
	lines   chan string
	inner   chan []Reading
	batches chan []Reading
	stop    chan struct{}
	running sync.WaitGroup
}

func New(size int, next func() (line string, ok bool), parse func(line string) Reading) *Import {
	im := &Import{
		next:    next,
		parse:   parse,
		lines:   make(chan string),
		inner:   make(chan []Reading),
		batches: make(chan []Reading),
		stop:    make(chan struct{}),
	}
	im.running.Go(im.read)
	im.running.Go(func() { im.collect(size) })
	im.running.Go(im.copy)
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
	defer close(im.inner)
	batch := make([]Reading, 0, size)
	for line := range im.lines {
		batch = append(batch, im.parse(line))
		if len(batch) == size {
			if !im.send(im.inner, batch) {
				return
			}
			batch = batch[:0]
		}
	}
	if len(batch) > 0 {
		im.send(im.inner, batch)
	}
}

func (im *Import) copy() {
	defer close(im.batches)
	for batch := range im.inner {
		if !im.send(im.batches, slices.Clone(batch)) {
			return
		}
	}
}

func (im *Import) send(to chan<- []Reading, batch []Reading) bool {
	select {
	case to <- batch:
		return true
	case <-im.stop:
		return false
	}
}

func (im *Import) Close() {
	close(im.stop)
	im.running.Wait()
}
