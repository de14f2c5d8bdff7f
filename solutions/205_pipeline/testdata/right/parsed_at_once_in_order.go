// Several lines are parsed at once. What goes down the pipeline is a promise for
// each, in the order of the lines; batches are copies of one private slice, made
// before they are sent.
package weather

import "sync"

type Reading struct {
	Station string
	Tenths  int
}

type Import struct {
	promises chan chan Reading
	batches  chan []Reading
	stop     chan struct{}
	running  sync.WaitGroup
}

func New(size int, next func() (line string, ok bool), parse func(line string) Reading) *Import {
	im := &Import{
		promises: make(chan chan Reading, 4),
		batches:  make(chan []Reading, 1),
		stop:     make(chan struct{}),
	}
	im.running.Go(func() {
		defer close(im.promises)
		for line, ok := next(); ok; line, ok = next() {
			promise := make(chan Reading, 1)
			select {
			case im.promises <- promise:
			case <-im.stop:
				return
			}
			im.running.Go(func() { promise <- parse(line) })
		}
	})
	im.running.Go(func() { im.collect(size) })
	return im
}

func (im *Import) Batches() <-chan []Reading { return im.batches }

func (im *Import) collect(size int) {
	defer close(im.batches)
	own := make([]Reading, 0, size)
	for promise := range im.promises {
		own = append(own, <-promise)
		if len(own) == size {
			if !im.send(append([]Reading(nil), own...)) {
				return
			}
			own = own[:0]
		}
	}
	if len(own) > 0 {
		im.send(own)
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
