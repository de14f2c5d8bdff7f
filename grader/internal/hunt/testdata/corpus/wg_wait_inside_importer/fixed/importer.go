// fixed: an import over the limit waits for a free slot

// Package importer loads files into a table, a few at a time.
package importer

import "sync"

// Importer runs at most limit imports at once.
type Importer struct {
	wg    sync.WaitGroup
	slots chan struct{}
	mu    sync.Mutex
	rows  map[string]int
}

// New returns an importer without rows.
func New(limit int) *Importer {
	return &Importer{slots: make(chan struct{}, limit), rows: make(map[string]int)}
}

// Import begins to load a file; count parses it.
func (i *Importer) Import(file string, count func(file string) int) {
	i.wg.Add(1)
	go i.load(file, count)
}

func (i *Importer) load(file string, count func(file string) int) {
	defer i.wg.Done()
	i.slots <- struct{}{}
	defer func() { <-i.slots }()
	n := count(file)
	i.mu.Lock()
	defer i.mu.Unlock()
	i.rows[file] = n
}

// Wait returns the rows per file once all imports have ended.
func (i *Importer) Wait() map[string]int {
	i.wg.Wait()
	return i.rows
}
