// fixed: the channel has room for the answer of every mirror

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
	answers := make(chan answer, len(mirrors))
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
