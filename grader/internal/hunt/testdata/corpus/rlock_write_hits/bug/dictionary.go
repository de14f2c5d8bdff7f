// bug: Lookup counts its hits in a map that it guards with the read lock only ; kind: data race or concurrent map access or wrong result

// Package dictionary looks words up and counts how often each was asked for.
package dictionary

import "sync"

// Dictionary maps words to meanings.
type Dictionary struct {
	mu    sync.RWMutex
	words map[string]string
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
