// fixed: the jobs left over are drained, so the producer ends

// Package thumbnails shrinks images with two workers.
package thumbnails

import (
	"sync"
	"sync/atomic"
)

// All shrinks the images and returns the first error.
func All(images []string, shrink func(image string) error) error {
	jobs := make(chan string)
	go func() {
		defer close(jobs)
		for _, image := range images {
			jobs <- image
		}
	}()

	var (
		failed atomic.Bool
		once   sync.Once
		first  error
		wg     sync.WaitGroup
	)
	work := func() {
		for !failed.Load() {
			image, ok := <-jobs
			if !ok {
				return
			}
			if err := shrink(image); err != nil {
				once.Do(func() { first = err })
				failed.Store(true)
			}
		}
	}
	wg.Go(work)
	wg.Go(work)
	wg.Wait()
	for range jobs { // nobody else takes them any more
	}
	return first
}
