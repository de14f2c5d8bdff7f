// want: wrong result in "lines are read ahead, one after the other and not without end"
// "Read everything into a list, and nobody has to wait." Nor to come to an end.
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

	mu    sync.Mutex
	more  *sync.Cond
	lines []string
	ended bool
}

func New(size int, next func() (line string, ok bool), parse func(line string) Reading) *Import {
	im := &Import{next: next, parse: parse, batches: make(chan []Reading), stop: make(chan struct{})}
	im.more = sync.NewCond(&im.mu)
	im.running.Go(im.read)
	im.running.Go(func() { im.collect(size) })
	return im
}

func (im *Import) Batches() <-chan []Reading { return im.batches }

func (im *Import) read() {
	for ok := true; ok; {
		var line string
		line, ok = im.next()
		select {
		case <-im.stop:
			ok = false
		default:
		}
		im.mu.Lock()
		if ok {
			im.lines = append(im.lines, line)
		} else {
			im.ended = true
		}
		im.more.Signal()
		im.mu.Unlock()
	}
}

func (im *Import) line() (string, bool) {
	im.mu.Lock()
	defer im.mu.Unlock()
	for len(im.lines) == 0 && !im.ended {
		im.more.Wait()
	}
	if len(im.lines) == 0 {
		return "", false
	}
	line := im.lines[0]
	im.lines = im.lines[1:]
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
	close(im.stop)
	im.running.Wait()
}
