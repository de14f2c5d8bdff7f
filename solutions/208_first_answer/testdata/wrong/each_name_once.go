// want: wrong result in "the first good answer wins, at once"
// "No bank is asked twice." An entry of the list that occurs twice is two banks.
package rates

import (
	"context"
	"errors"
	"slices"
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
	type answer struct {
		rate Rate
		err  error
	}
	answers := make(chan answer, len(banks))
	banks = slices.Compact(slices.Sorted(slices.Values(banks)))
	for _, bank := range banks {
		go func() {
			rate, err := ask(ctx, bank)
			answers <- answer{rate, err}
		}()
	}
	var errs []error
	for range banks {
		select {
		case a := <-answers:
			if a.err == nil {
				return a.rate, nil
			}
			errs = append(errs, a.err)
			continue
		case <-ctx.Done():
		}
		break
	}
	if ctx.Err() != nil {
		errs = append(errs, context.Cause(ctx))
	}
	return Rate{}, errors.Join(errs...)
}
