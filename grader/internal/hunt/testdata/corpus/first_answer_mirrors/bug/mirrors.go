// bug: three mirrors answer into a buffer of one and only the first answer is read, so one of them stays blocked ; kind: leak

// Package mirrors asks several mirrors and takes the first answer.
package mirrors

import "errors"

// ErrNone says that no mirror has the file.
var ErrNone = errors.New("no mirror has the file")

// Fetch returns the first copy that a mirror delivers.
func Fetch(file string, mirrors ...func(file string) (string, bool)) (string, error) {
	type answer struct {
		body string
		ok   bool
	}
	answers := make(chan answer, 1)
	for _, mirror := range mirrors {
		go func() {
			body, ok := mirror(file)
			answers <- answer{body, ok}
		}()
	}
	for range mirrors {
		if a := <-answers; a.ok {
			return a.body, nil
		}
	}
	return "", ErrNone
}
