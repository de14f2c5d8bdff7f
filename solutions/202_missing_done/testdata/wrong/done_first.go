// want: wrong result or data race in "Check returns after the last fetch, whatever is broken"
// "Done as the first statement, then no return can skip it." Without the
// defer it says that the work is done before it has begun.
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
			running.Done()
			errs[i] = try(link, fetch)
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

func try(link string, fetch func(link string) error) error {
	if !strings.HasPrefix(link, "https://") {
		return ErrInsecure
	}
	if err := fetch(link); err != nil {
		return fmt.Errorf("fetch %s: %w", link, err)
	}
	return nil
}
