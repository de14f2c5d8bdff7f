// fixed: there is room for every result, and All waits for the workers on every path

// Package checks runs a check on many files with a few workers.
package checks

import (
	"fmt"
	"sync"
)

// All checks the files and returns the first error found.
func All(files []string, workers int, check func(file string) error) error {
	jobs := make(chan string, len(files))
	for _, file := range files {
		jobs <- file
	}
	close(jobs)

	type result struct {
		file string
		err  error
	}
	results := make(chan result, len(files))
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for file := range jobs {
				results <- result{file, check(file)}
			}
		})
	}
	defer wg.Wait()
	for range files {
		if r := <-results; r.err != nil {
			return fmt.Errorf("check %s: %w", r.file, r.err)
		}
	}
	return nil
}
