// want: wrong result in "every link is tried once, and what is broken is reported"
// "A map from link to error." A link that stands there twice is in it once.
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
	errs := map[string]error{}
	for _, link := range links {
		running.Go(func() {
			err := try(link, fetch)
			mu.Lock()
			defer mu.Unlock()
			errs[link] = err
		})
	}
	running.Wait()

	var broken []Broken
	for _, link := range links {
		if err := errs[link]; err != nil {
			broken = append(broken, Broken{Link: link, Err: err})
			delete(errs, link)
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
