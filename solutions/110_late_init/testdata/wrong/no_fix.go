// want: data race in "the prices are loaded once, when they are needed"
// "Looked at twice, with a lock around the second look: that is the pattern."
// In Go, and in most languages, the first look needs an atomic.
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
	load   func() ([]Item, error)
	mu     sync.Mutex
	loaded bool
	cents  map[string]int64
}

func New(load func() ([]Item, error)) *List { return &List{load: load} }

func (l *List) prices() (map[string]int64, error) {
	if !l.loaded {
		if err := l.fill(); err != nil {
			return nil, err
		}
	}
	return l.cents, nil
}

func (l *List) fill() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.loaded {
		return nil
	}
	items, err := l.load()
	if err != nil {
		return fmt.Errorf("load prices: %w", err)
	}
	l.cents = table(items)
	l.loaded = true
	return nil
}

func (l *List) Loaded() bool { return l.loaded }

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
