// An attempt is shared by all who come while it runs, its failure too. It is
// taken out of the list before it is told to have ended.
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
	cents   map[string]int64 // nil until loaded
	attempt *attempt         // nil when none is running
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
	a = &attempt{ended: make(chan struct{}), err: errors.New("load prices: it panicked")}
	l.attempt = a
	l.mu.Unlock()

	defer func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.cents, l.attempt = a.cents, nil
		close(a.ended)
	}()
	items, err := l.load()
	if err != nil {
		a.err = fmt.Errorf("load prices: %w", err)
		return nil, a.err
	}
	a.cents, a.err = table(items), nil
	return a.cents, nil
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
