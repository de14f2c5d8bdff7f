// want: data race in "the first good answer wins, at once"
// "Whoever is first writes the answer down and closes the channel."
package rates

import (
	"context"
	"errors"
	"sync"
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
	var (
		won    Rate
		errs   []error
		once   sync.Once
		open   = len(banks)
		answer = make(chan struct{})
	)
	for _, bank := range banks {
		go func() {
			rate, err := ask(ctx, bank)
			open--
			if err != nil {
				errs = append(errs, err)
			} else {
				won = rate
			}
			if err == nil || open == 0 {
				once.Do(func() { close(answer) })
			}
		}()
	}
	select {
	case <-answer:
		if won != (Rate{}) {
			return won, nil
		}
	case <-ctx.Done():
	}
	if ctx.Err() != nil {
		errs = append(errs, context.Cause(ctx))
	}
	return Rate{}, errors.Join(errs...)
}
