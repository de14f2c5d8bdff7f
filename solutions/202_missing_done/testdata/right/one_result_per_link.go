// No WaitGroup: each link sends exactly one result, and Check receives as many.
package links

import (
	"errors"
	"fmt"
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
		go func() { results <- result{i, try(link, fetch)} }()
	}
	errs := make([]error, len(links))
	for range links {
		r := <-results
		errs[r.i] = r.err
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
