// The first to cancel a context decides its cause: that is a race with one winner
// already. Answers, patience and the caller all run in it.
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

// won is the cause of a context that was cancelled by the winner.
type won struct{ rate Rate }

func (won) Error() string { return "there is an answer" }

var errAllFailed = errors.New("all have failed")

func First(ctx context.Context, banks []string, patience time.Duration, ask func(ctx context.Context, bank string) (Rate, error)) (Rate, error) {
	if len(banks) == 0 {
		return Rate{}, ErrNobody
	}
	race, decide := context.WithCancelCause(ctx)
	defer decide(nil)
	late := time.AfterFunc(patience, func() { decide(ErrLate) })
	defer late.Stop()

	var (
		mu   sync.Mutex
		errs []error
	)
	for _, bank := range banks {
		go func() {
			rate, err := ask(race, bank)
			if err == nil {
				decide(won{rate})
				return
			}
			mu.Lock()
			defer mu.Unlock()
			errs = append(errs, err)
			if len(errs) == len(banks) {
				decide(errAllFailed)
			}
		}()
	}
	<-race.Done()
	cause := context.Cause(race)
	var w won
	if errors.As(cause, &w) {
		return w.rate, nil
	}
	mu.Lock()
	defer mu.Unlock()
	if cause == errAllFailed {
		return Rate{}, errors.Join(errs...)
	}
	return Rate{}, errors.Join(append([]error{cause}, errs...)...)
}
