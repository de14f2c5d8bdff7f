// want: stuck in "after a failure a later Get loads again"
// "The attempt is taken out of the list when load has returned." When it
// panics it never does, and all who come wait for an attempt that nobody makes.
package prices

import (
	"errors"
	"fmt"
	"sync"
)

var ErrUnknown = errors.New("unknown article")

type Item struct {
	Article string
	Cents   int64
}

type List struct {
	load func() ([]Item, error)

	mu      sync.Mutex
	cents   map[string]int64
	attempt *attempt
}

type attempt struct {
	ended chan struct{}
	cents map[string]int64
	err   error
}

func New(load func() ([]Item, error)) *List { return &List{load: load} }

func (l *List) prices() (map[string]int64, error) {
	l.mu.Lock()
	if l.cents != nil {
		defer l.mu.Unlock()
		return l.cents, nil
	}
	a := l.attempt
	if a != nil {
		l.mu.Unlock()
		<-a.ended
		return a.cents, a.err
	}
	a = &attempt{ended: make(chan struct{})}
	l.attempt = a
	l.mu.Unlock()

	items, err := l.load()
	if err != nil {
		a.err = fmt.Errorf("load prices: %w", err)
	} else {
		a.cents, a.err = table(items), nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cents, l.attempt = a.cents, nil
	close(a.ended)
	return a.cents, a.err
}

func (l *List) Loaded() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.cents != nil
}

func (l *List) Get(article string) (int64, error) {
	cents, err := l.prices()
	if err != nil {
		return 0, err
	}
	return find(cents, article)
}

func find(cents map[string]int64, article string) (int64, error) {
	c, ok := cents[article]
	if !ok {
		return 0, fmt.Errorf("%w: %s", ErrUnknown, article)
	}
	return c, nil
}

func table(items []Item) map[string]int64 {
	cents := make(map[string]int64, len(items))
	for _, item := range items {
		cents[item.Article] = item.Cents
	}
	return cents
}

func (l *List) Close() {}
