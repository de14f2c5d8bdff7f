// fixed: both prices are published with one atomic pointer

// Package quote publishes the latest prices of a share.
package quote

import "sync/atomic"

type prices struct{ bid, ask int64 }

// Board shows one bid and one ask.
type Board struct {
	latest atomic.Pointer[prices]
}

// Publish shows new prices in cents.
func (b *Board) Publish(bid, ask int64) {
	b.latest.Store(&prices{bid, ask})
}

// Prices returns the prices that belong together.
func (b *Board) Prices() (bid, ask int64) {
	p := b.latest.Load()
	if p == nil {
		return 0, 0
	}
	return p.bid, p.ask
}

// Spread returns what a buyer pays above what a seller gets.
func (b *Board) Spread() int64 {
	bid, ask := b.Prices()
	return ask - bid
}
