// Package weather imports the readings of weather stations.
package weather

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
	lines   chan string
	batches chan []Reading
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
	}
	go im.read()
	go im.collect(size)
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
	for {
		line, ok := im.next()
		if !ok {
			return
		}
		im.lines <- line
	}
}

// collect parses the lines and puts the readings into batches.
func (im *Import) collect(size int) {
	batch := make([]Reading, 0, size)
	for line := range im.lines {
		batch = append(batch, im.parse(line))
		if len(batch) == size {
			im.batches <- batch
			batch = batch[:0]
		}
	}
	if len(batch) > 0 {
		im.batches <- batch
	}
}

// Close ends the import, wherever it is. It is called once. When it has
// returned, next and parse are not running and are not called again, and
// Batches is closed. What was on its way may be lost.
func (im *Import) Close() {}
