// want: wrong result in "every link is tried once, and what is broken is reported"
// "A link that is not even longer than https:// begins with nothing."
package links

import (
	"errors"
	"fmt"
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
			if len(link) <= 8 || link[:8] != "https://" {
				errs[i] = ErrInsecure
				return
			}
			if err := fetch(link); err != nil {
				errs[i] = fmt.Errorf("fetch %s: %w", link, err)
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
