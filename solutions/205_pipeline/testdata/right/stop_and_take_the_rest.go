// A flag tells the reader to stop; everybody behind it ends in the ordinary way,
// as Close receives what is still on its way.
package weather

import "sync/atomic"

type Reading struct {
	Station string
	Tenths  int
}

type Import struct {
	next    func() (line string, ok bool)
	parse   func(line string) Reading
	lines   chan string
	batches chan []Reading
	stopped atomic.Bool
}

func New(size int, next func() (line string, ok bool), parse func(line string) Reading) *Import {
	im := &Import{
		next:    next,
		parse:   parse,
		lines:   make(chan string),
		batches: make(chan []Reading),
	}
	go im.read()
	go im.collect(size)
	return im
}

func (im *Import) Batches() <-chan []Reading { return im.batches }

func (im *Import) read() {
	defer close(im.lines)
	for !im.stopped.Load() {
		line, ok := im.next()
		if !ok {
			return
		}
		im.lines <- line
	}
}

func (im *Import) collect(size int) {
	defer close(im.batches)
	var batch []Reading
	for line := range im.lines {
		batch = append(batch, im.parse(line))
		if len(batch) == size {
			im.batches <- batch
			batch = nil
		}
	}
	if len(batch) > 0 {
		im.batches <- batch
	}
}

func (im *Import) Close() {
	im.stopped.Store(true)
	for range im.batches {
	}
}
