// Package weather imports the readings of weather stations.
package weather

import "sync"

// Reading is a temperature at a station.
type Reading struct {
	Station string
	Tenths  int // of a degree Celsius
}

// Import turns lines into batches of readings. It reads, parses and batches
// while the batches are stored:
//
//	im := weather.New(100, next, parse)
//	defer im.Close()
//	for batch := range im.Batches() {
//		if err := store(batch); err != nil {
//			return err
//		}
//	}
type Import struct {
	next    func() (line string, ok bool)
	parse   func(line string) Reading
	lines   chan string    // read sends, and closes it
	batches chan []Reading // collect sends, and closes it
	stop    chan struct{}  // Close closes it; nothing is sent
	running sync.WaitGroup
}

// New starts an import in batches of size readings, at least 1.
//
// next returns the next line, or false when there is none; it is called by one
// goroutine at a time, and no more once it has returned false. parse is called
// once for each line, on any goroutine, also for several lines at once. While a
// line is being parsed, the next one is read, but never more lines than ten
// batches beyond those that were received.
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

// Batches is where the readings come out, in the order of their lines. All
// batches are of the size that New was told, but for the last, which may be
// shorter and is not empty. Then the channel is closed.
//
// A batch belongs to whoever received it.
func (im *Import) Batches() <-chan []Reading { return im.batches }

// read reads the lines.
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

// collect parses the lines and puts the readings into batches.
func (im *Import) collect(size int) {
	defer close(im.batches)
	var batch []Reading
	for line := range im.lines {
		batch = append(batch, im.parse(line))
		if len(batch) == size {
			if !im.send(batch) {
				return
			}
			batch = nil // it was given away
		}
	}
	if len(batch) > 0 {
		im.send(batch)
	}
}

// send gives a batch away; false when nobody wants it any more.
func (im *Import) send(batch []Reading) bool {
	select {
	case im.batches <- batch:
		return true
	case <-im.stop:
		return false
	}
}

// Close ends the import, wherever it is. It is called once. When it has
// returned, next and parse are not running and are not called again, and
// Batches is closed. What was on its way may be lost.
func (im *Import) Close() {
	close(im.stop)
	im.running.Wait()
}
