// want: stuck in "Check returns after the last fetch, whatever is broken"
// "Errors go through a channel, which is emptied after Wait." Those who send
// wait for the one who waits for them.
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
	var running sync.WaitGroup
	found := make(chan Broken)
	for _, link := range links {
		running.Go(func() {
			if err := try(link, fetch); err != nil {
				found <- Broken{Link: link, Err: err}
			}
		})
	}
	running.Wait()
	close(found)

	var broken []Broken
	for b := range found {
		broken = append(broken, b)
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
