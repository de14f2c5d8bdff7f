// want: stuck in "every link is tried once, and what is broken is reported"
// "A buffer of a thousand is more than we will ever need."
package links

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

var ErrInsecure = errors.New("not https")

type Broken struct {
	Link string
	Err  error
}

func Check(links []string, fetch func(link string) error) []Broken {
	type result struct {
		i   int
		err error
	}
	var running sync.WaitGroup
	found := make(chan result, 1000)
	for i, link := range links {
		running.Go(func() {
			if err := try(link, fetch); err != nil {
				found <- result{i, err}
			}
		})
	}
	running.Wait()
	close(found)

	var all []result
	for r := range found {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b result) int { return a.i - b.i })
	var broken []Broken
	for _, r := range all {
		broken = append(broken, Broken{Link: links[r.i], Err: r.err})
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
