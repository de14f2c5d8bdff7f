// A sync.OnceValues for each attempt, replaced when it has failed or panicked.
// Those who waited panic too: OnceValues does so.
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
	mu   sync.Mutex
	once func() (map[string]int64, error)
	ok   atomic.Bool
}

func New(load func() ([]Item, error)) *List {
	l := &List{load: load}
	l.arm()
	return l
}
func (l *List) arm() {
	l.once = sync.OnceValues(func() (c map[string]int64, err error) {
		good := false
		defer func() {
			if !good {
				l.mu.Lock()
				l.arm()
				l.mu.Unlock()
			}
		}()
		items, err := l.load()
		if err != nil {
			return nil, fmt.Errorf("load prices: %w", err)
		}
		good = true
		l.ok.Store(true)
		return table(items), nil
	})
}
func (l *List) Loaded() bool { return l.ok.Load() }
func (l *List) Get(article string) (int64, error) {
	l.mu.Lock()
	once := l.once
	l.mu.Unlock()
	c, err := once()
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
