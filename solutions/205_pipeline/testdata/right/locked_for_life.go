// Each of the two goroutines lives under a lock that New took for it, and Close
// waits for both locks. The two meet at a slot with a condition.
package weather

import "sync"

type Reading struct {
	Station string
	Tenths  int
}

type Import struct {
	batches chan []Reading
	stop    chan struct{}
	lives   [2]sync.Mutex

	mu      sync.Mutex
	changed sync.Cond
	line    *string
	ended   bool
	stopped bool
}

func New(size int, next func() (line string, ok bool), parse func(line string) Reading) *Import {
	im := &Import{batches: make(chan []Reading), stop: make(chan struct{})}
	im.changed.L = &im.mu
	for i := range im.lives {
		im.lives[i].Lock()
	}
	go func() {
		defer im.lives[0].Unlock()
		for {
			line, ok := next()
			if !im.put(line, ok) {
				return
			}
		}
	}()
	go func() {
		defer im.lives[1].Unlock()
		defer close(im.batches)
		for batch := range im.all(size, parse) {
			select {
			case im.batches <- batch:
			case <-im.stop:
				return
			}
		}
	}()
	return im
}

func (im *Import) put(line string, ok bool) bool {
	im.mu.Lock()
	defer im.mu.Unlock()
	for im.line != nil && !im.stopped {
		im.changed.Wait()
	}
	if ok && !im.stopped {
		im.line = &line
	} else {
		im.ended = true
	}
	im.changed.Broadcast()
	return !im.ended
}

func (im *Import) take() (line string, ok bool) {
	im.mu.Lock()
	defer im.mu.Unlock()
	for im.line == nil && !im.ended && !im.stopped {
		im.changed.Wait()
	}
	if im.line == nil || im.stopped {
		return "", false
	}
	line, im.line = *im.line, nil
	im.changed.Broadcast()
	return line, true
}

func (im *Import) all(size int, parse func(string) Reading) func(yield func([]Reading) bool) {
	return func(yield func([]Reading) bool) {
		var batch []Reading
		for line, ok := im.take(); ok; line, ok = im.take() {
			batch = append(batch, parse(line))
			if len(batch) == size {
				if !yield(batch) {
					return
				}
				batch = nil
			}
		}
		if len(batch) > 0 {
			yield(batch)
		}
	}
}

func (im *Import) Batches() <-chan []Reading { return im.batches }

func (im *Import) Close() {
	im.mu.Lock()
	im.stopped = true
	im.changed.Broadcast()
	im.mu.Unlock()
	close(im.stop)
	for i := range im.lives {
		im.lives[i].Lock()
		defer im.lives[i].Unlock()
	}
}
