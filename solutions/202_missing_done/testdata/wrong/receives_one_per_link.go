// want: stuck in "Check returns after the last fetch, whatever is broken"
// "No WaitGroup: receive as many errors as there are links." A good link sends
// none.
package links

import (
	"errors"
	"fmt"
	"slices"
	"strings"
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
	results := make(chan result)
	for i, link := range links {
		go func() {
			if err := try(link, fetch); err != nil {
				results <- result{i, err}
			}
		}()
	}
	var all []result
	for range links {
		all = append(all, <-results)
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
