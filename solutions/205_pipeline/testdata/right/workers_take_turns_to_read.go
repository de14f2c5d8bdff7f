// A few workers read under a lock, in turns, and parse what they have read at
// the same time. Who reads puts a promise in line before the next one may read.
package weather

import "sync"

type Reading struct {
	Station string
	Tenths  int
}

type Import struct {
	batches chan []Reading
	stop    chan struct{}
	running sync.WaitGroup

	mu       sync.Mutex
	ended    bool              // guarded by mu
	promises chan chan Reading // sent to and closed under mu
}

func New(size int, next func() (line string, ok bool), parse func(line string) Reading) *Import {
	im := &Import{
		batches:  make(chan []Reading),
		stop:     make(chan struct{}),
		promises: make(chan chan Reading, 3),
	}
	for range 3 {
		im.running.Go(func() {
			for {
				line, promise, ok := im.read(next)
				if !ok {
					return
				}
				promise <- parse(line)
			}
		})
	}
	im.running.Go(func() { im.collect(size) })
	return im
}

// read has the next line and where its reading is to go; false when there is
// none, or nobody wants it.
func (im *Import) read(next func() (string, bool)) (line string, promise chan Reading, ok bool) {
	im.mu.Lock()
	defer im.mu.Unlock()
	if im.ended {
		return "", nil, false
	}
	select {
	case <-im.stop:
	default:
		line, ok = next()
	}
	promise = make(chan Reading, 1)
	if ok {
		select {
		case im.promises <- promise:
			return line, promise, true
		case <-im.stop:
		}
	}
	im.ended = true
	close(im.promises)
	return "", nil, false
}

func (im *Import) Batches() <-chan []Reading { return im.batches }

func (im *Import) collect(size int) {
	defer close(im.batches)
	var batch []Reading
	for promise := range im.promises {
		batch = append(batch, <-promise)
		if len(batch) == size {
			select {
			case im.batches <- batch:
			case <-im.stop:
				return
			}
			batch = nil
		}
	}
	if len(batch) > 0 {
		select {
		case im.batches <- batch:
		case <-im.stop:
		}
	}
}

func (im *Import) Close() {
	close(im.stop)
	im.running.Wait()
}
