// A goroutine that owns the state and hands out turns: a Get is given the list,
// or is told to load it and to report. Loading is done where Get was called.
package prices

import (
	"errors"
	"fmt"
)

var ErrUnknown = errors.New("unknown article")

type Item struct {
	Article string
	Cents   int64
}

type List struct {
	load    func() ([]Item, error)
	asks    chan chan answer
	reports chan map[string]int64 // nil after a failure
	loaded  chan bool
	stop    chan struct{}
}

type answer struct {
	cents  map[string]int64
	myTurn bool
}

func New(load func() ([]Item, error)) *List {
	l := &List{
		load:    load,
		asks:    make(chan chan answer),
		reports: make(chan map[string]int64),
		loaded:  make(chan bool),
		stop:    make(chan struct{}),
	}
	go l.run()
	return l
}

func (l *List) run() {
	var (
		cents   map[string]int64
		loading bool
	)
	for {
		asks := l.asks
		if loading {
			asks = nil // those who ask wait
		}
		select {
		case ask := <-asks:
			loading = cents == nil
			ask <- answer{cents, loading}
		case cents = <-l.reports:
			loading = false
		case l.loaded <- cents != nil:
		case <-l.stop:
			return
		}
	}
}

func (l *List) prices() (map[string]int64, error) {
	ask := make(chan answer, 1)
	l.asks <- ask
	a := <-ask
	if !a.myTurn {
		return a.cents, nil
	}
	var cents map[string]int64
	defer func() { l.reports <- cents }()
	items, err := l.load()
	if err != nil {
		return nil, fmt.Errorf("load prices: %w", err)
	}
	cents = table(items)
	return cents, nil
}

func (l *List) Loaded() bool { return <-l.loaded }

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

func (l *List) Close() { close(l.stop) }
