// want: stuck or leak in "Close ends everything, wherever the import is"
// "An atomic flag, and a broadcast, need no lock." But who has seen the flag and does not
// wait yet does not hear it.
package weather

import (
	"sync"
	"sync/atomic"
)

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

	mu      sync.Mutex
	changed *sync.Cond
	lines   []string
	ended   bool
	stopped atomic.Bool
}

func New(size int, next func() (line string, ok bool), parse func(line string) Reading) *Import {
	im := &Import{next: next, parse: parse, batches: make(chan []Reading), stop: make(chan struct{})}
	im.changed = sync.NewCond(&im.mu)
	im.running.Go(func() {
		for im.readOne(2 * size) {
		}
	})
	im.running.Go(func() { im.collect(size) })
	return im
}

func (im *Import) Batches() <-chan []Reading { return im.batches }

func (im *Import) readOne(limit int) (more bool) {
	line, ok := im.next()
	im.mu.Lock()
	defer im.mu.Unlock()
	defer im.changed.Broadcast()
	for ok && len(im.lines) == limit && !im.stopped.Load() {
		im.changed.Wait()
	}
	if !ok || im.stopped.Load() {
		im.ended = true
		return false
	}
	im.lines = append(im.lines, line)
	return true
}

func (im *Import) line() (line string, ok bool) {
	im.mu.Lock()
	defer im.mu.Unlock()
	for len(im.lines) == 0 && !im.ended {
		im.changed.Wait()
	}
	if len(im.lines) == 0 || im.stopped.Load() {
		return "", false
	}
	line, im.lines = im.lines[0], im.lines[1:]
	im.changed.Broadcast()
	return line, true
}

func (im *Import) collect(size int) {
	defer close(im.batches)
	var batch []Reading
	for line, ok := im.line(); ok; line, ok = im.line() {
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
	im.stopped.Store(true)
	im.changed.Broadcast()
	close(im.stop)
	im.running.Wait()
}
