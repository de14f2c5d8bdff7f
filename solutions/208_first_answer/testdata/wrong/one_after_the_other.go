// want: wrong result in "the first good answer wins, at once"
// "Ask the next one if this one has failed: no channel, no goroutine."
package rates

import (
	"context"
	"errors"
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
	var errs []error
	for _, bank := range banks {
		rate, err := ask(ctx, bank)
		if err == nil {
			return rate, nil
		}
		errs = append(errs, err)
	}
	if ctx.Err() != nil {
		errs = append(errs, context.Cause(ctx))
	}
	return Rate{}, errors.Join(errs...)
}
