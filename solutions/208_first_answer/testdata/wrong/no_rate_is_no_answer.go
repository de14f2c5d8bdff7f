// want: wrong result in "the first good answer wins, at once"
// "Without a rate there is no answer." A good answer is one with a nil error.
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
	type answer struct {
		rate Rate
		err  error
	}
	answers := make(chan answer, len(banks))
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
			if a.err == nil && a.rate.Price != 0 {
				return a.rate, nil
			}
			if a.err != nil {
				errs = append(errs, a.err)
			}
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
