// want: wrong result in "every link is tried once, and what is broken is reported"
// "One broken link is reason enough to send a mail."
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
	var (
		running sync.WaitGroup
		once    sync.Once
		broken  []Broken
	)
	for _, link := range links {
		running.Go(func() {
			if err := try(link, fetch); err != nil {
				once.Do(func() { broken = append(broken, Broken{Link: link, Err: err}) })
			}
		})
	}
	running.Wait()
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
