// want: stuck in "the prices are loaded once, when they are needed"
// "More than sixty-four will never wait." The next one waits for a seat with the
// lock in his hand.
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

type answer struct {
	cents map[string]int64
	err   error
}
type List struct {
	load    func() ([]Item, error)
	mu      sync.Mutex
	loading bool
	cents   map[string]int64
	waiting chan chan answer
}

func New(load func() ([]Item, error)) *List {
	return &List{load: load, waiting: make(chan chan answer, 64)}
}
func (l *List) prices() (map[string]int64, error) {
	l.mu.Lock()
	if l.cents != nil {
		defer l.mu.Unlock()
		return l.cents, nil
	}
	if l.loading {
		mine := make(chan answer, 1)
		l.waiting <- mine
		l.mu.Unlock()
		a := <-mine
		return a.cents, a.err
	}
	l.loading = true
	l.mu.Unlock()
	a := answer{err: errors.New("panic")}
	defer func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.loading = false
		l.cents = a.cents
		for len(l.waiting) > 0 {
			<-l.waiting <- a
		}
	}()
	items, err := l.load()
	if err != nil {
		a.err = fmt.Errorf("load prices: %w", err)
		return nil, a.err
	}
	a = answer{cents: table(items)}
	return a.cents, nil
}
func (l *List) Loaded() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.cents != nil
}
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
