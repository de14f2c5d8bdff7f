// want: wrong result in "every link is tried once, and what is broken is reported"
// "The return before Done was the mistake, so the return goes." The error went
// with it.
package links

import (
	"errors"
	"strings"
	"sync"
)

var ErrInsecure = errors.New("not https")

type Broken struct {
	Link string
	Err  error
}

func Check(links []string, fetch func(link string) error) []Broken {
	var running sync.WaitGroup
	errs := make([]error, len(links))
	for i, link := range links {
		running.Go(func() {
			if !strings.HasPrefix(link, "https://") {
				errs[i] = ErrInsecure
			} else if err := fetch(link); err != nil {
				err = errs[i]
			}
		})
	}
	running.Wait()

	var broken []Broken
	for i, err := range errs {
		if err != nil {
			broken = append(broken, Broken{Link: links[i], Err: err})
		}
	}
	return broken
}
