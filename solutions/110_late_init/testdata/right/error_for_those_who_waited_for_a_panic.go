// One attempt for all who come meanwhile. If load panics, those who waited for it
// get an error.
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

type attempt struct {
	ended chan struct{}
	cents map[string]int64
	err   error
}
type List struct {
	load  func() ([]Item, error)
	mu    sync.Mutex
	cents map[string]int64
	at    *attempt
}

func New(load func() ([]Item, error)) *List { return &List{load: load} }
func (l *List) prices() (map[string]int64, error) {
	l.mu.Lock()
	if l.cents != nil {
		defer l.mu.Unlock()
		return l.cents, nil
	}
	if a := l.at; a != nil {
		l.mu.Unlock()
		<-a.ended
		return a.cents, a.err
	}
	a := &attempt{ended: make(chan struct{})}
	l.at = a
	l.mu.Unlock()
	a.err = errors.New("load prices: it panicked")
	defer func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.at = nil
		l.cents = a.cents
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
