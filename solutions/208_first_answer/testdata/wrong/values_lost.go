// want: wrong result in "the other banks are told"
// "A context of their own, so that they can be cancelled."
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
	type answer struct {
		rate Rate
		err  error
	}
	asking, cancel := context.WithTimeoutCause(context.Background(), patience, ErrLate)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	answers := make(chan answer, len(banks))
	for _, bank := range banks {
		go func() {
			rate, err := ask(asking, bank)
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
		case <-asking.Done():
		}
		break
	}
	if ctx.Err() != nil {
		errs = append(errs, context.Cause(ctx))
	} else if asking.Err() != nil {
		errs = append(errs, context.Cause(asking))
	}
	return Rate{}, errors.Join(errs...)
}
