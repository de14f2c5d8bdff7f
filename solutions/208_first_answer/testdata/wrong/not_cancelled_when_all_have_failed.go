// want: wrong result in "the other banks are told"
// "All have answered, so there is nobody to be told." What they have hung on
// their contexts hangs there for ever.
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

// race is one call of First.
type race struct {
	cancel context.CancelFunc
	done   chan struct{} // closed once it is over

	mu   sync.Mutex
	errs []error
	left int // banks that have not answered
	over bool
	rate Rate
	err  error
}

// end is called with mu locked.
func (r *race) end(rate Rate, err error) {
	r.over, r.rate, r.err = true, rate, err
	close(r.done)
}

func (r *race) giveUp(why error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over {
		return
	}
	r.cancel()
	r.end(Rate{}, errors.Join(append(r.errs, why)...))
}

func (r *race) answer(ctx context.Context, rate Rate, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over {
		return
	}
	if err == nil {
		r.cancel()
		r.end(rate, nil)
		return
	}
	r.errs = append(r.errs, err)
	if r.left--; r.left > 0 {
		return
	}
	if ctx.Err() != nil {
		r.errs = append(r.errs, context.Cause(ctx))
	}
	r.end(Rate{}, errors.Join(r.errs...))
}

func First(ctx context.Context, banks []string, patience time.Duration, ask func(ctx context.Context, bank string) (Rate, error)) (Rate, error) {
	if len(banks) == 0 {
		return Rate{}, ErrNobody
	}
	// Whoever leaves, giveUp cancels it.
	asked, cancel := context.WithCancel(context.WithoutCancel(ctx))
	r := &race{cancel: cancel, done: make(chan struct{}), left: len(banks)}
	late := time.AfterFunc(patience, func() { r.giveUp(ErrLate) })
	defer late.Stop()
	stop := context.AfterFunc(ctx, func() { r.giveUp(context.Cause(ctx)) })
	defer stop()
	for _, bank := range banks {
		go func() {
			rate, err := ask(asked, bank)
			r.answer(ctx, rate, err)
		}()
	}
	<-r.done
	return r.rate, r.err
}
