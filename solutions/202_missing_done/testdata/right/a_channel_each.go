// A channel for each link, read in the order of the list: the order comes by
// itself.
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
	var errs []chan error
	for _, link := range links {
		done := make(chan error)
		errs = append(errs, done)
		go func() { done <- try(link, fetch) }()
	}
	var broken []Broken
	for i, done := range errs {
		if err := <-done; err != nil {
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
