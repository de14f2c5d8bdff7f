// Package rates asks banks what a currency costs.
package rates

import (
	"context"
	"errors"
	"time"
)

var (
	// ErrLate is why First gives up when its patience is over.
	ErrLate = errors.New("no bank answered in time")
	// ErrNobody is returned if there is no bank to ask.
	ErrNobody = errors.New("no bank to ask")
)

// Rate is a bank's answer.
type Rate struct {
	Bank  string
	Price int64 // of 10,000 units of the currency, in cents
}

// First asks all banks at the same time and returns the first good answer, at
// once: it does not wait for the other banks, which may need long to notice
// that nobody waits for them.
//
// If no bank has a good answer, First returns the errors of all, joined. If
// none has one when patience, which is positive, is over, or when ctx is done,
// it returns at that moment the errors that have come in, with ErrLate, or with
// the cause of ctx. Without banks it returns ErrNobody.
//
// ask is called once for each bank. When First has returned, the contexts that
// ask was given are done. They have the values of ctx. ask does not panic.
func First(ctx context.Context, banks []string, patience time.Duration, ask func(ctx context.Context, bank string) (Rate, error)) (Rate, error) {
	if len(banks) == 0 {
		return Rate{}, ErrNobody
	}
	type answer struct {
		rate Rate
		err  error
	}
	answers := make(chan answer)
	for _, bank := range banks {
		go func() {
			rate, err := ask(ctx, bank)
			answers <- answer{rate, err}
		}()
	}

	late := time.After(patience)
	var errs []error
	for range banks {
		select {
		case a := <-answers:
			if a.err == nil {
				return a.rate, nil
			}
			errs = append(errs, a.err)
		case <-late:
			return Rate{}, errors.Join(append(errs, ErrLate)...)
		case <-ctx.Done():
			return Rate{}, errors.Join(append(errs, context.Cause(ctx))...)
		}
	}
	return Rate{}, errors.Join(errs...)
}
