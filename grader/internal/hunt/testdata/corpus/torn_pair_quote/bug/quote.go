// bug: bid and ask are each atomic, and a reader in between gets the new bid with the old ask ; kind: wrong result

// Package quote publishes the latest prices of a share.
package quote

import "sync/atomic"

// Board shows one bid and one ask.
type Board struct {
	bid atomic.Int64
	ask atomic.Int64
}

// Publish shows new prices in cents.
func (b *Board) Publish(bid, ask int64) {
	b.bid.Store(bid)
	b.ask.Store(ask)
}

// Prices returns the prices that belong together.
func (b *Board) Prices() (bid, ask int64) {
	return b.bid.Load(), b.ask.Load()
}

// Spread returns what a buyer pays above what a seller gets.
func (b *Board) Spread() int64 {
	bid, ask := b.Prices()
	return ask - bid
}
