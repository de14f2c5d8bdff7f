// want: wrong result in "the first good answer wins, at once"
// "A Once for the first answer." Errors are faster.
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
	type answer struct {
		rate Rate
		err  error
	}
	var (
		once   sync.Once
		winner = make(chan answer, 1)
	)
	for _, bank := range banks {
		go func() {
			rate, err := ask(ctx, bank)
			once.Do(func() { winner <- answer{rate, err} })
		}()
	}
	select {
	case a := <-winner:
		return a.rate, a.err
	case <-ctx.Done():
		return Rate{}, context.Cause(ctx)
	}
}
