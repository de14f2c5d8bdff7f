// want: data race or wrong result in "a batch belongs to its receiver"
// "No element is used twice." But the receiver's append goes into the place of
// the next batch.
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
		select {
		case im.lines <- line:
		case <-im.stop:
			return
		}
	}
}

func (im *Import) collect(size int) {
	defer close(im.batches)
	room := make([]Reading, 0, 64*size)
	for line := range im.lines {
		if len(room) == cap(room) {
			room = make([]Reading, 0, 64*size)
		}
		room = append(room, im.parse(line))
		if n := len(room); n == size {
			if !im.send(room) {
				return
			}
			room = room[n:]
		}
	}
	if len(room) > 0 {
		im.send(room)
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
