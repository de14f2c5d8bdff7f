// want: wrong result in "lines are read ahead, one after the other and not without end"
// "One goroutine, one channel, nothing to share." And nobody reads while it
// parses.
package weather

import "sync"

type Reading struct {
	Station string
	Tenths  int
}

type Import struct {
	next    func() (line string, ok bool)
	parse   func(line string) Reading
	batches chan []Reading
	stop    chan struct{}
	running sync.WaitGroup
}

func New(size int, next func() (line string, ok bool), parse func(line string) Reading) *Import {
	im := &Import{next: next, parse: parse, batches: make(chan []Reading), stop: make(chan struct{})}
	im.running.Go(func() { im.run(size) })
	return im
}

func (im *Import) Batches() <-chan []Reading { return im.batches }

func (im *Import) run(size int) {
	defer close(im.batches)
	var batch []Reading
	for {
		line, ok := im.next()
		if !ok {
			break
		}
		batch = append(batch, im.parse(line))
		if len(batch) == size {
			if !im.send(batch) {
				return
			}
			batch = nil
		}
		select {
		case <-im.stop:
			return
		default:
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
