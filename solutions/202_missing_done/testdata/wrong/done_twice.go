// want: misuse or panic in "Check returns after the last fetch, whatever is broken"
// "A defer for all ways out, and to be sure one where it was missing."
package links

import (
	"errors"
	"fmt"
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
		running.Add(1)
		go func() {
			defer running.Done()
			if !strings.HasPrefix(link, "https://") {
				errs[i] = ErrInsecure
				running.Done()
				return
			}
			if err := fetch(link); err != nil {
				errs[i] = fmt.Errorf("fetch %s: %w", link, err)
				running.Done()
			}
		}()
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
