// want: wrong result in "the first good answer wins, at once"
// "Fork and join: nothing is left behind." And the slowest bank sets the pace.
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
	rates, errs := make([]Rate, len(banks)), make([]error, len(banks))
	var (
		asking sync.WaitGroup
		mu     sync.Mutex
		first  = -1
	)
	for i, bank := range banks {
		asking.Go(func() {
			rates[i], errs[i] = ask(ctx, bank)
			mu.Lock()
			defer mu.Unlock()
			if first < 0 && errs[i] == nil {
				first = i
				cancel()
			}
		})
	}
	asking.Wait()
	if first >= 0 {
		return rates[first], nil
	}
	if ctx.Err() != nil {
		errs = append(errs, context.Cause(ctx))
	}
	return Rate{}, errors.Join(errs...)
}
