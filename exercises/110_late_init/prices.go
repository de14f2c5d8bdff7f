// Package prices is the price list of a shop, loaded when it is first needed.
package prices

import (
	"errors"
	"fmt"
	"sync"
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

	mu     sync.Mutex
	loaded bool
	cents  map[string]int64 // by article
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
	if !l.loaded {
		if err := l.fill(); err != nil {
			return 0, err
		}
	}
	cents, ok := l.cents[article]
	if !ok {
		return 0, fmt.Errorf("%w: %s", ErrUnknown, article)
	}
	return cents, nil
}

func (l *List) fill() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.loaded {
		return nil // by another Get, while this one waited
	}
	items, err := l.load()
	if err != nil {
		return fmt.Errorf("load prices: %w", err)
	}
	l.cents = make(map[string]int64, len(items))
	for _, item := range items {
		l.cents[item.Article] = item.Cents
	}
	l.loaded = true
	return nil
}

// Loaded tells a health check whether the prices are there: certainly once a
// Get has found the list loaded, never while load is running for the first
// time or has only failed. When Loaded has said yes, every Get finds the whole
// list. It does not load, and waits for nothing.
func (l *List) Loaded() bool { return l.loaded }

// Close ends whatever the list has running. Nothing is called after it.
func (l *List) Close() {}
