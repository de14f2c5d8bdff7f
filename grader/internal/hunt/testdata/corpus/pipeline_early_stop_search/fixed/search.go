// fixed: a done channel ends the stages when the reader leaves, and it waits for them

// Package search finds a word in lines with a small pipeline.
package search

import (
	"strings"
	"sync"
)

// First returns the number of the first line that contains the word, or -1.
func First(lines []string, word string) int {
	type numbered struct {
		n    int
		text string
	}
	read := make(chan numbered)
	lowered := make(chan numbered)
	done := make(chan struct{})
	var stages sync.WaitGroup
	defer stages.Wait()
	defer close(done)
	stages.Go(func() {
		defer close(read)
		for n, text := range lines {
			select {
			case read <- numbered{n, text}:
			case <-done:
				return
			}
		}
	})
	stages.Go(func() {
		defer close(lowered)
		for l := range read {
			l.text = strings.ToLower(l.text)
			select {
			case lowered <- l:
			case <-done:
				return
			}
		}
	})
	for l := range lowered {
		if strings.Contains(l.text, word) {
			return l.n
		}
	}
	return -1
}
