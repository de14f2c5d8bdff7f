// Package links finds the broken links of a documentation site.
package links

import (
	"errors"
	"fmt"
	"strings"
	"sync"
)

// ErrInsecure is what is wrong with a link that does not begin with https://.
var ErrInsecure = errors.New("not https")

// Broken is a link that readers cannot follow.
type Broken struct {
	Link string
	// Err says why: ErrInsecure, or what fetch returned, possibly wrapped.
	Err error
}

// Check tries all links at the same time and returns those that are broken, in
// the order of links. When none is, the result is empty.
//
// fetch is called once for each link, on any goroutine; links that are not
// secure are broken without being fetched. A link that occurs twice is tried
// twice. Check returns when the last call of fetch has returned. fetch does not
// panic.
func Check(links []string, fetch func(link string) error) []Broken {
	var running sync.WaitGroup
	errs := make([]error, len(links))
	for i, link := range links {
		running.Add(1)
		go func() {
			if !strings.HasPrefix(link, "https://") {
				errs[i] = ErrInsecure
				return
			}
			if err := fetch(link); err != nil {
				errs[i] = fmt.Errorf("fetch %s: %w", link, err)
				return
			}
			running.Done()
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
