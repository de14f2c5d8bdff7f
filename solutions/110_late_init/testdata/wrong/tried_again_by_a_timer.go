// want: wrong result in "the prices are loaded once, when they are needed"
// "When the server is away, a timer tries again, and the next customer finds
// the prices there." But nobody needs them yet: load is for the Get that does.
package prices

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// ErrUnknown is what Get returns for an article that is not in the list.
var ErrUnknown = errors.New("unknown article")

// Item is a line of the list.
type Item struct {
	Article string
	Cents   int64
}

// List is a price list. All methods may be called from any goroutine.
type List struct {
	load func() ([]Item, error)

	retry *time.Timer                      // guarded by mu
	mu    sync.Mutex                       // held while load runs
	cents atomic.Pointer[map[string]int64] // by article; nil until load has succeeded
}

// New returns a list that load will fill. New does not call it.
//
// load asks a server, takes its time, and may fail. It names each article
// once, and does not use the list.
func New(load func() ([]Item, error)) *List {
	return &List{load: load}
}

// Get returns the price of an article in cents, or an error that wraps
// ErrUnknown.
//
// The first Get calls load. Others that come meanwhile wait until it has
// returned. Once load has succeeded it is never called again, and two calls of
// it never run at the same time.
//
// If load fails, Get returns an error that wraps load's, and what load has
// returned beside it counts for nothing. Those who waited may get the same
// error, or try again themselves. A Get that begins after that error has been
// returned calls load again. If load panics, the panic reaches the Get that
// called it, and a later Get calls load again too. Those who waited get the
// panic as well, or an error that is not ErrUnknown, or try again themselves.
func (l *List) Get(article string) (int64, error) {
	prices := l.cents.Load()
	if prices == nil {
		var err error
		if prices, err = l.fill(); err != nil {
			return 0, err
		}
	}
	cents, ok := (*prices)[article]
	if !ok {
		return 0, fmt.Errorf("%w: %s", ErrUnknown, article)
	}
	return cents, nil
}

func (l *List) fill() (*map[string]int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if prices := l.cents.Load(); prices != nil {
		return prices, nil
	}
	items, err := l.load()
	if err != nil {
		if l.retry == nil {
			l.retry = time.AfterFunc(3*time.Second, func() { l.fill() })
		} else {
			l.retry.Reset(3 * time.Second)
		}
		return nil, fmt.Errorf("load prices: %w", err)
	}
	prices := index(items)
	l.cents.Store(&prices)
	return &prices, nil
}

func index(items []Item) map[string]int64 {
	cents := make(map[string]int64, len(items))
	for _, item := range items {
		cents[item.Article] = item.Cents
	}
	return cents
}

// Loaded tells a health check whether the prices are there: certainly once a
// Get has found the list loaded, never while load is running for the first
// time or has only failed. When Loaded has said yes, every Get finds the whole
// list. It does not load, and waits for nothing.
func (l *List) Loaded() bool { return l.cents.Load() != nil }

// Close ends whatever the list has running. Nothing is called after it.
func (l *List) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.retry != nil {
		l.retry.Stop()
	}
}
