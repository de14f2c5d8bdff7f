// bug: the reader stops at its first match and the stages before it block on their sends ; kind: leak

// Package search finds a word in lines with a small pipeline.
package search

import "strings"

// First returns the number of the first line that contains the word, or -1.
func First(lines []string, word string) int {
	type numbered struct {
		n    int
		text string
	}
	read := make(chan numbered)
	lowered := make(chan numbered)
	go func() {
		defer close(read)
		for n, text := range lines {
			read <- numbered{n, text}
		}
	}()
	go func() {
		defer close(lowered)
		for l := range read {
			l.text = strings.ToLower(l.text)
			lowered <- l
		}
	}()
	for l := range lowered {
		if strings.Contains(l.text, word) {
			return l.n
		}
	}
	return -1
}
