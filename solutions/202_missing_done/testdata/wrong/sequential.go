// want: wrong result in "all links are fetched at the same time"
// "Without goroutines there is nothing to wait for."
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
	var broken []Broken
	for _, link := range links {
		if err := try(link, fetch); err != nil {
			broken = append(broken, Broken{Link: link, Err: err})
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
