// sync.OnceValues for one attempt, and a new one in its place when it has
// failed. A failed attempt is replaced by whoever sees it first.
package prices

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

var ErrUnknown = errors.New("unknown article")

type Item struct {
	Article string
	Cents   int64
}

type List struct {
	load func() ([]Item, error)

	mu      sync.Mutex
	attempt *attempt
}

type attempt struct {
	cents func() (map[string]int64, error)
	good  atomic.Bool
}

func New(load func() ([]Item, error)) *List {
	l := &List{load: load}
	l.attempt = l.newAttempt()
	return l
}

func (l *List) newAttempt() *attempt {
	a := &attempt{}
	a.cents = sync.OnceValues(func() (map[string]int64, error) {
		items, err := l.load()
		if err != nil {
			return nil, fmt.Errorf("load prices: %w", err)
		}
		cents := table(items)
		a.good.Store(true)
		return cents, nil
	})
	return a
}

func (l *List) current() *attempt {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.attempt
}

func (l *List) prices() (map[string]int64, error) {
	a := l.current()
	defer l.replace(a)
	return a.cents()
}

func (l *List) replace(a *attempt) {
	if a.good.Load() {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.attempt == a {
		l.attempt = l.newAttempt()
	}
}

func (l *List) Loaded() bool { return l.current().good.Load() }

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
