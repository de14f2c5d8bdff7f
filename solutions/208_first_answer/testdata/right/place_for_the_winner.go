// One place, for good answers only, so that a full one is no loss; errors are kept
// under a lock, and the last one says so.
package rates

import (
	"context"
	"errors"
	"sync"
	"time"
)

var (
	ErrLate   = errors.New("no bank answered in time")
	ErrNobody = errors.New("no bank to ask")
)

type Rate struct {
	Bank  string
	Price int64
}

func First(ctx context.Context, banks []string, patience time.Duration, ask func(ctx context.Context, bank string) (Rate, error)) (Rate, error) {
	if len(banks) == 0 {
		return Rate{}, ErrNobody
	}
	ctx, cancel := context.WithTimeoutCause(ctx, patience, ErrLate)
	defer cancel()
	var (
		winner = make(chan Rate, 1)
		lost   = make(chan struct{})
		mu     sync.Mutex
		errs   []error
	)
	for _, bank := range banks {
		go func() {
			rate, err := ask(ctx, bank)
			if err == nil {
				select {
				case winner <- rate:
				default: // somebody was faster
				}
				return
			}
			mu.Lock()
			defer mu.Unlock()
			errs = append(errs, err)
			if len(errs) == len(banks) {
				close(lost)
			}
		}()
	}
	select {
	case rate := <-winner:
		return rate, nil
	case <-lost:
	case <-ctx.Done():
	}
	mu.Lock()
	defer mu.Unlock()
	if ctx.Err() != nil {
		return Rate{}, errors.Join(append(errs[:len(errs):len(errs)], context.Cause(ctx))...)
	}
	return Rate{}, errors.Join(errs...)
}
