// bug: an upload that finds that another has failed returns without Done ; kind: stuck

// Package upload sends a file in parts.
package upload

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// All sends the parts at once and returns the first error; parts that have
// not begun when one fails are left out.
func All(parts []string, send func(part string) error) error {
	var (
		wg     sync.WaitGroup
		failed atomic.Bool
		once   sync.Once
		first  error
	)
	for _, part := range parts {
		wg.Add(1)
		go func() {
			if failed.Load() {
				return
			}
			if err := send(part); err != nil {
				failed.Store(true)
				once.Do(func() { first = fmt.Errorf("send %s: %w", part, err) })
			}
			wg.Done()
		}()
	}
	wg.Wait()
	return first
}
