// want: wrong result or stuck in "patience, or the caller, ends the wait"
// "A broadcast needs no lock." But who has looked at the context and does not wait yet does not
// hear it.
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
	below, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		mu      sync.Mutex
		changed = sync.NewCond(&mu)
		winner  *Rate
		errs    []error
		late    bool
	)
	update := func(f func()) {
		mu.Lock()
		defer mu.Unlock()
		f()
		changed.Broadcast()
	}
	for _, bank := range banks {
		go func() {
			rate, err := ask(below, bank)
			update(func() {
				if err != nil {
					errs = append(errs, err)
				} else if winner == nil {
					winner = &rate
				}
			})
		}()
	}
	defer time.AfterFunc(patience, func() { update(func() { late = true }) }).Stop()
	defer context.AfterFunc(ctx, changed.Broadcast)()

	mu.Lock()
	defer mu.Unlock()
	for winner == nil && len(errs) < len(banks) && !late && ctx.Err() == nil {
		changed.Wait()
	}
	switch all := errs[:len(errs):len(errs)]; {
	case winner != nil:
		return *winner, nil
	case ctx.Err() != nil:
		return Rate{}, errors.Join(append(all, context.Cause(ctx))...)
	case late:
		return Rate{}, errors.Join(append(all, ErrLate)...)
	default:
		return Rate{}, errors.Join(all...)
	}
}
