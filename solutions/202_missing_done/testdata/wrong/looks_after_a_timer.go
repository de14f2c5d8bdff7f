// want: busy wait in "Check returns after the last fetch, whatever is broken"
// "A fetch takes seconds. A look every tenth of one costs nothing."
package links

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"
)

var ErrInsecure = errors.New("not https")

type Broken struct {
	Link string
	Err  error
}

func Check(links []string, fetch func(link string) error) []Broken {
	var running atomic.Int64
	errs := make([]error, len(links))
	for i, link := range links {
		running.Add(1)
		go func() {
			defer running.Add(-1)
			errs[i] = try(link, fetch)
		}()
	}
	for running.Load() > 0 {
		<-time.After(100 * time.Millisecond)
	}

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
