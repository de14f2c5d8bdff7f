// want: wrong result in "every reading arrives, in order, and the range ends"
// "Four parse at once." Who is quicker comes first.
package weather

import "sync"

type Reading struct {
	Station string
	Tenths  int
}

type Import struct {
	next     func() (line string, ok bool)
	parse    func(line string) Reading
	lines    chan string
	readings chan Reading
	batches  chan []Reading
	stop     chan struct{}
	running  sync.WaitGroup
}

func New(size int, next func() (line string, ok bool), parse func(line string) Reading) *Import {
	im := &Import{
		next:     next,
		parse:    parse,
		lines:    make(chan string),
		readings: make(chan Reading),
		batches:  make(chan []Reading),
		stop:     make(chan struct{}),
	}
	var parsers sync.WaitGroup
	im.running.Go(im.read)
	for range 4 {
		parsers.Go(im.parseAll)
	}
	im.running.Go(func() {
		parsers.Wait()
		close(im.readings)
	})
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

func (im *Import) parseAll() {
	for line := range im.lines {
		select {
		case im.readings <- im.parse(line):
		case <-im.stop:
			return
		}
	}
}

func (im *Import) collect(size int) {
	defer close(im.batches)
	var batch []Reading
	for r := range im.readings {
		batch = append(batch, r)
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
