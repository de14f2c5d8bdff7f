// Split in half until one is left.
package links

import (
	"errors"
	"slices"
	"strings"
)

var ErrInsecure = errors.New("not https")

type Broken struct {
	Link string
	Err  error
}

func Check(links []string, fetch func(link string) error) []Broken {
	switch len(links) {
	case 0:
		return nil
	case 1:
		err := ErrInsecure
		if strings.HasPrefix(links[0], "https://") {
			err = fetch(links[0])
		}
		if err == nil {
			return nil
		}
		return []Broken{{links[0], errors.Join(errors.New("broken"), err)}}
	}
	half := len(links) / 2
	first := make(chan []Broken)
	go func() { first <- Check(links[:half], fetch) }()
	second := Check(links[half:], fetch)
	return slices.Concat(<-first, second)
}
