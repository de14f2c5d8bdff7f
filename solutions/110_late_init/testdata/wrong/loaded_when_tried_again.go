// want: wrong result in "nobody sees a list that is not whole"
// "A failure is over when the next attempt begins." Loaded says yes while load is
// still running.
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
	load    func() ([]Item, error)
	mu      sync.Mutex
	failed  atomic.Bool
	started atomic.Bool
	cents   atomic.Pointer[map[string]int64]
}

func New(load func() ([]Item, error)) *List { return &List{load: load} }
func (l *List) prices() (map[string]int64, error) {
	if c := l.cents.Load(); c != nil {
		return *c, nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if c := l.cents.Load(); c != nil {
		return *c, nil
	}
	if l.failed.Load() {
		l.started.Store(true)
		l.failed.Store(false)
	}
	items, err := l.load()
	if err != nil {
		l.failed.Store(true)
		return nil, fmt.Errorf("load prices: %w", err)
	}
	c := table(items)
	l.cents.Store(&c)
	l.started.Store(true)
	return c, nil
}
func (l *List) Loaded() bool { return l.started.Load() && !l.failed.Load() }
func (l *List) Get(article string) (int64, error) {
	c, err := l.prices()
	if err != nil {
		return 0, err
	}
	return find(c, article)
}
func (l *List) Close() {}

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
