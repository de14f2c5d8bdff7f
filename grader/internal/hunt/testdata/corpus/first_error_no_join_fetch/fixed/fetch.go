// fixed: Fetch waits for all goroutines before it returns

// Package fetch gets several pages at once.
package fetch

import "fmt"

// All returns the pages it could get and the first error it met.
func All(urls []string, get func(url string) (string, error)) ([]string, error) {
	pages := make([]string, len(urls))
	errs := make(chan error, len(urls))
	for i, url := range urls {
		go func() {
			page, err := get(url)
			if err != nil {
				errs <- fmt.Errorf("get %s: %w", url, err)
				return
			}
			pages[i] = page
			errs <- nil
		}()
	}
	var first error
	for range urls {
		if err := <-errs; err != nil && first == nil {
			first = err
		}
	}
	return pages, first
}
