// want: stuck or wrong result in "without a good answer, all errors are reported"
// "A map has the error of each bank, and all have failed when it is full." Which it never is
// if a bank is in the list twice.
package rates

import (
	"context"
	"errors"
	"maps"
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
		bank string
		rate Rate
		err  error
	}
	answers := make(chan answer, len(banks))
	for _, bank := range banks {
		go func() {
			rate, err := ask(ctx, bank)
			answers <- answer{bank, rate, err}
		}()
	}
	failed := map[string]error{}
	for len(failed) < len(banks) {
		select {
		case a := <-answers:
			if a.err == nil {
				return a.rate, nil
			}
			failed[a.bank] = a.err
			continue
		case <-ctx.Done():
		}
		break
	}
	errs := slices.Collect(maps.Values(failed))
	if ctx.Err() != nil {
		errs = append(errs, context.Cause(ctx))
	}
	return Rate{}, errors.Join(errs...)
}
