// want: wrong result or data race in "Check returns after the last fetch, whatever is broken"
// "Wait hangs, so out with it. Every server answers within ten milliseconds."
package links

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

var ErrInsecure = errors.New("not https")

type Broken struct {
	Link string
	Err  error
}

func Check(links []string, fetch func(link string) error) []Broken {
	errs := make([]error, len(links))
	for i, link := range links {
		go func() { errs[i] = try(link, fetch) }()
	}
	time.Sleep(10 * time.Millisecond)

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
