// want: busy wait in "the first good answer wins, at once"
// "No channel: look every millisecond whether somebody has won."
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
		mu   sync.Mutex
		won  *Rate
		errs []error
	)
	for _, bank := range banks {
		go func() {
			rate, err := ask(ctx, bank)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				errs = append(errs, err)
			} else if won == nil {
				won = &rate
			}
		}()
	}
	for {
		mu.Lock()
		if won != nil {
			defer mu.Unlock()
			return *won, nil
		}
		if ctx.Err() != nil || len(errs) == len(banks) {
			defer mu.Unlock()
			return Rate{}, errors.Join(append(errs, context.Cause(ctx))...)
		}
		mu.Unlock()
		time.Sleep(time.Millisecond)
	}
}
