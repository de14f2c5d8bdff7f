// bug: the writer may see the end before the entries that were added ahead of it and leave them behind ; kind: wrong result

// Package journal writes entries in the background.
package journal

// Journal has one writer goroutine.
type Journal struct {
	entries chan string
	quit    chan struct{}
	done    chan struct{}
	write   func(entry string)
}

// Open starts the writer.
func Open(write func(entry string)) *Journal {
	j := &Journal{entries: make(chan string, 8), quit: make(chan struct{}), done: make(chan struct{}), write: write}
	go j.run()
	return j
}

func (j *Journal) run() {
	defer close(j.done)
	for {
		// Entries come first: the end is looked for only when there is none.
		select {
		case entry := <-j.entries:
			j.write(entry)
			continue
		default:
		}
		select {
		case entry := <-j.entries:
			j.write(entry)
		case <-j.quit:
			return
		}
	}
}

// Add queues an entry; not after Close.
func (j *Journal) Add(entry string) { j.entries <- entry }

// Close writes all that was added and ends the writer.
func (j *Journal) Close() {
	close(j.quit)
	<-j.done
}
