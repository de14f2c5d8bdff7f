// bug: two goroutines assign to the err of the function around them, so one error is lost or overwritten with nil ; kind: data race or wrong result

// Package transfer moves a file from one store to another.
package transfer

import (
	"errors"
	"sync"
)

// Both uploads to the mirror and deletes from the origin at once.
func Both(upload, remove func() error) error {
	var wg sync.WaitGroup
	var err error
	wg.Go(func() {
		if err = upload(); err != nil {
			err = errors.Join(errors.New("upload"), err)
		}
	})
	wg.Go(func() {
		if err = remove(); err != nil {
			err = errors.Join(errors.New("remove"), err)
		}
	})
	wg.Wait()
	return err
}
