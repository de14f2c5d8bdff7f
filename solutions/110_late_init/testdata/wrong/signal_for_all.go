// want: stuck
// "One attempt has ended, so one signal is due."
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
	changed *sync.Cond
	loading bool
	cents   map[string]int64
}

func New(load func() ([]Item, error)) *List {
	l := &List{load: load}
	l.changed = sync.NewCond(&l.mu)
	return l
}

func (l *List) prices() (map[string]int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.loading {
		l.changed.Wait()
	}
	if l.cents != nil {
		return l.cents, nil
	}
	l.loading = true
	items, err := l.unlocked()
	if err != nil {
		return nil, fmt.Errorf("load prices: %w", err)
	}
	l.cents = table(items)
	return l.cents, nil
}

func (l *List) unlocked() ([]Item, error) {
	l.mu.Unlock()
	defer func() {
		l.mu.Lock()
		l.loading = false
		l.changed.Signal()
	}()
	return l.load()
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
