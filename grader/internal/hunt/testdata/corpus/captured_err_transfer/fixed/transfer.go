// fixed: each goroutine has an error of its own, and they are joined

// Package transfer moves a file from one store to another.
package transfer

import (
	"errors"
	"sync"
)

// Both uploads to the mirror and deletes from the origin at once.
func Both(upload, remove func() error) error {
	var wg sync.WaitGroup
	var uploadErr, removeErr error
	wg.Go(func() {
		if err := upload(); err != nil {
			uploadErr = errors.Join(errors.New("upload"), err)
		}
	})
	wg.Go(func() {
		if err := remove(); err != nil {
			removeErr = errors.Join(errors.New("remove"), err)
		}
	})
	wg.Wait()
	return errors.Join(uploadErr, removeErr)
}
