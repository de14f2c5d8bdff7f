// bug: the first error ends the collector, and workers that still have results block on their send ; kind: leak

// Package checks runs a check on many files with a few workers.
package checks

import "fmt"

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
	results := make(chan result)
	for range workers {
		go func() {
			for file := range jobs {
				results <- result{file, check(file)}
			}
		}()
	}
	for range files {
		if r := <-results; r.err != nil {
			return fmt.Errorf("check %s: %w", r.file, r.err)
		}
	}
	return nil
}
