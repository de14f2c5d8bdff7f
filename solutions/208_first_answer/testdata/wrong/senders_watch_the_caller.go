// want: leak in "no goroutine is left behind"
// "Send, or give up when ctx is done." The context of the caller, who is happy and
// lives on.
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
	answers := make(chan answer)
	below, cancel := context.WithTimeoutCause(ctx, patience, ErrLate)
	defer cancel()
	for _, bank := range banks {
		go func() {
			rate, err := ask(below, bank)
			select {
			case answers <- answer{rate, err}:
			case <-ctx.Done():
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
		case <-below.Done():
		}
		break
	}
	if below.Err() != nil {
		errs = append(errs, context.Cause(below))
	}
	return Rate{}, errors.Join(errs...)
}
