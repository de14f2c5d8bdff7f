// want: wrong result in "all links are fetched at the same time"
// "The slice is shared, so lock it." And fetch with it.
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
	var (
		running sync.WaitGroup
		mu      sync.Mutex
	)
	errs := make([]error, len(links))
	for i, link := range links {
		running.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			errs[i] = try(link, fetch)
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

func try(link string, fetch func(link string) error) error {
	if !strings.HasPrefix(link, "https://") {
		return ErrInsecure
	}
	if err := fetch(link); err != nil {
		return fmt.Errorf("fetch %s: %w", link, err)
	}
	return nil
}
