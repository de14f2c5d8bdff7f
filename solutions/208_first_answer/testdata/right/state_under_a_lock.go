// What has happened is a struct under a lock; the first who decides it closes a
// channel.
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

type race struct {
	mu      sync.Mutex
	open    int
	errs    []error
	winner  *Rate
	decided chan struct{}
}

func (r *race) answer(rate Rate, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open--
	if r.winner != nil {
		return
	}
	if err == nil {
		r.winner = &rate
		close(r.decided)
		return
	}
	r.errs = append(r.errs, err)
	if r.open == 0 {
		close(r.decided)
	}
}

func First(ctx context.Context, banks []string, patience time.Duration, ask func(ctx context.Context, bank string) (Rate, error)) (Rate, error) {
	if len(banks) == 0 {
		return Rate{}, ErrNobody
	}
	ctx, cancel := context.WithTimeoutCause(ctx, patience, ErrLate)
	defer cancel()
	r := &race{open: len(banks), decided: make(chan struct{})}
	for _, bank := range banks {
		go func() { r.answer(ask(ctx, bank)) }()
	}
	select {
	case <-r.decided:
	case <-ctx.Done():
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.winner != nil {
		return *r.winner, nil
	}
	errs := append([]error{context.Cause(ctx)}, r.errs...)
	return Rate{}, errors.Join(errs...)
}
