// want: wrong result in "patience, or the caller, ends the wait"
// "Cancel the others when one has won." And when nobody has?
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
	ctx, cancel := context.WithCancel(ctx)
	answers := make(chan answer, len(banks))
	for _, bank := range banks {
		go func() {
			rate, err := ask(ctx, bank)
			answers <- answer{rate, err}
		}()
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	var errs []error
	for range banks {
		select {
		case a := <-answers:
			if a.err == nil {
				cancel()
				return a.rate, nil
			}
			errs = append(errs, a.err)
		case <-late.C:
			return Rate{}, errors.Join(append(errs, ErrLate)...)
		case <-ctx.Done():
			return Rate{}, errors.Join(append(errs, context.Cause(ctx))...)
		}
	}
	if ctx.Err() != nil {
		errs = append(errs, context.Cause(ctx))
	}
	cancel()
	return Rate{}, errors.Join(errs...)
}
