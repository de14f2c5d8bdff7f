// want: leak or wrong result in "Close ends everything, wherever the import is"
// "Who sends closes, and a batch is given away; now the garbage collector does
// the rest." It collects no goroutine that waits.
package weather

type Reading struct {
	Station string
	Tenths  int
}

type Import struct {
	next    func() (line string, ok bool)
	parse   func(line string) Reading
	lines   chan string
	batches chan []Reading
}

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

func (im *Import) Batches() <-chan []Reading { return im.batches }

func (im *Import) read() {
	defer close(im.lines)
	for {
		line, ok := im.next()
		if !ok {
			return
		}
		im.lines <- line
	}
}

func (im *Import) collect(size int) {
	defer close(im.batches)
	var batch []Reading
	for line := range im.lines {
		batch = append(batch, im.parse(line))
		if len(batch) == size {
			im.batches <- batch
			batch = nil
		}
	}
	if len(batch) > 0 {
		im.batches <- batch
	}
}

func (im *Import) Close() {}
