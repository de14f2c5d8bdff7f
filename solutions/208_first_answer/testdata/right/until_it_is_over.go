// No room in the channel; who sends looks at the same time whether it is over.
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
	answers, over := make(chan answer), make(chan struct{})
	defer close(over)
	for _, bank := range banks {
		go func() {
			rate, err := ask(ctx, bank)
			select {
			case answers <- answer{rate, err}:
			case <-over:
			}
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
