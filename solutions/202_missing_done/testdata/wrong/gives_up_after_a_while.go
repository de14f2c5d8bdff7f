// want: data race or leak or wrong result
// "If Wait hangs, go on without it." The errors are read without having been
// waited for, and the goroutine that waits for them is never heard of again.
package links

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

var ErrInsecure = errors.New("not https")

type Broken struct {
	Link string
	Err  error
}

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
	done := make(chan struct{})
	go func() {
		running.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(50 * time.Millisecond):
	}

	var broken []Broken
	for i, err := range errs {
		if err != nil {
			broken = append(broken, Broken{Link: links[i], Err: err})
		}
	}
	return broken
}
