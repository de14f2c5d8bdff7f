// want: wrong result in "patience, or the caller, ends the wait"
// "ctx is done, so the context below it is." A moment later, if somebody has to see to that.
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
	below, cancel := context.WithTimeoutCause(ctx, patience, ErrLate)
	defer cancel()
	type answer struct {
		rate Rate
		err  error
	}
	answers := make(chan answer, len(banks))
	for _, bank := range banks {
		go func() {
			rate, err := ask(below, bank)
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
		case <-below.Done():
		}
		break
	}
	if below.Err() != nil {
		errs = append(errs, context.Cause(below))
	}
	return Rate{}, errors.Join(errs...)
}
