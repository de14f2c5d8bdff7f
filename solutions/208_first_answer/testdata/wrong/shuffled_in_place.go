// want: data race in "the first good answer wins, at once"
// "Not always the same bank first." The list is the caller's, and others may have it too.
package rates

import (
	"context"
	"errors"
	"math/rand/v2"
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
	rand.Shuffle(len(banks), func(i, j int) { banks[i], banks[j] = banks[j], banks[i] })
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
