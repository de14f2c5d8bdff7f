// want: wrong result in "all links are fetched at the same time"
// "A thousand at a time are as good as all." The site has more links.
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
	errs := make([]error, len(links))
	room := make(chan struct{}, 1000)
	var running sync.WaitGroup
	for i, link := range links {
		running.Go(func() {
			if !strings.HasPrefix(link, "https://") {
				errs[i] = ErrInsecure
				return
			}
			room <- struct{}{}
			defer func() { <-room }()
			if err := fetch(link); err != nil {
				errs[i] = fmt.Errorf("fetch %s: %w", link, err)
			}
		})
	}
	running.Wait()
	var broken []Broken
	for i, err := range errs {
		if err != nil {
			broken = append(broken, Broken{links[i], err})
		}
	}
	return broken
}
