// want: wrong result in "every link is tried once, and what is broken is reported"
// "Not secure is not secure, whoever found it out." What fetch said about it is gone.
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
		running.Go(func() {
			if !strings.HasPrefix(link, "https://") {
				errs[i] = ErrInsecure
				return
			}
			errs[i] = fetch(link)
		})
	}
	running.Wait()
	var broken []Broken
	for i, link := range links {
		switch err := errs[i]; {
		case err == nil:
		case errors.Is(err, ErrInsecure):
			broken = append(broken, Broken{link, ErrInsecure})
		default:
			broken = append(broken, Broken{link, fmt.Errorf("fetch: %w", err)})
		}
	}
	return broken
}
