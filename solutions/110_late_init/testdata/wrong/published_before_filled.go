// want: data race or concurrent map access or wrong result
// "An atomic pointer publishes the map." With the prices that are in it then.
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
	load  func() ([]Item, error)
	mu    sync.Mutex
	cents atomic.Pointer[map[string]int64]
}

func New(load func() ([]Item, error)) *List { return &List{load: load} }

func (l *List) prices() (map[string]int64, error) {
	if cents := l.cents.Load(); cents != nil {
		return *cents, nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if cents := l.cents.Load(); cents != nil {
		return *cents, nil
	}
	items, err := l.load()
	if err != nil {
		return nil, fmt.Errorf("load prices: %w", err)
	}
	cents := map[string]int64{}
	l.cents.Store(&cents)
	for _, item := range items {
		cents[item.Article] = item.Cents
	}
	return cents, nil
}

func (l *List) Loaded() bool { return l.cents.Load() != nil }

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

func (l *List) Close() {}
