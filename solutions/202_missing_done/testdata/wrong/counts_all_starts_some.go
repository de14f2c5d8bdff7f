// want: stuck in "Check returns after the last fetch, whatever is broken"
// "Add them all at once, before the loop; insecure ones need no goroutine." And
// nobody says Done for those.
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
	running.Add(len(links))
	errs := make([]error, len(links))
	for i, link := range links {
		if !strings.HasPrefix(link, "https://") {
			errs[i] = ErrInsecure
			continue
		}
		go func() {
			defer running.Done()
			if err := fetch(link); err != nil {
				errs[i] = fmt.Errorf("fetch %s: %w", link, err)
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
