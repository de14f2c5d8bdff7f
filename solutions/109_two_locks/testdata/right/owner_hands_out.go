// A goroutine that owns the accounts. It hands out pairs of them in order of
// arrival, as soon as both are free, and asks nobody: approve runs where the
// transfer was asked for.
package bank

import "fmt"

type Account struct {
	owner   string
	balance int64 // the bank's goroutine's
}

func (a *Account) Owner() string { return a.owner }

type wish struct {
	from, to *Account
	granted  chan [2]int64
}

type result struct {
	from, to *Account
	moved    int64
}

type question struct {
	account *Account
	answer  chan int64
}

type Bank struct {
	wishes    chan wish
	results   chan result
	questions chan question
	stop      chan struct{}
}

func New() *Bank {
	b := &Bank{
		wishes:    make(chan wish),
		results:   make(chan result),
		questions: make(chan question),
		stop:      make(chan struct{}),
	}
	go b.run()
	return b
}

func (b *Bank) run() {
	busy := map[*Account]bool{}
	var waiting []wish
	for {
		select {
		case w := <-b.wishes:
			waiting = append(waiting, w)
		case r := <-b.results:
			r.from.balance -= r.moved
			r.to.balance += r.moved
			delete(busy, r.from)
			delete(busy, r.to)
		case q := <-b.questions:
			q.answer <- q.account.balance
			continue
		case <-b.stop:
			return
		}
		var still []wish
		for _, w := range waiting {
			if busy[w.from] || busy[w.to] {
				still = append(still, w)
				continue
			}
			busy[w.from], busy[w.to] = true, true
			w.granted <- [2]int64{w.from.balance, w.to.balance}
		}
		waiting = still
	}
}

func (b *Bank) Open(owner string, balance int64) *Account {
	return &Account{owner: owner, balance: balance}
}

func (b *Bank) Balance(a *Account) int64 {
	answer := make(chan int64, 1)
	b.questions <- question{a, answer}
	return <-answer
}

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	granted := make(chan [2]int64, 1)
	b.wishes <- wish{from, to, granted}
	seen := <-granted
	r := result{from: from, to: to}
	defer func() { b.results <- r }()
	if err := approve(seen[0], seen[1]); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	r.moved = n
	return nil
}

func (b *Bank) Close() { close(b.stop) }
