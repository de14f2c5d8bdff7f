// want: wrong result in "every reading arrives, in order, and the range ends"
// "There is nothing in an empty line." That is for parse to say.
package weather

import "sync"

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
		if line == "" {
			continue
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
		batch = append(batch, im.parse(line))
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
	im.running.Wait()
}
