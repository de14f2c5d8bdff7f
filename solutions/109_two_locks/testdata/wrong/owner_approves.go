// want: wrong result in "transfers without a common account wait for nothing"
// "One goroutine owns all accounts, so no lock is needed." It can only wait
// for one person at a time.
package bank

import "fmt"

type Account struct {
	owner   string
	balance int64 // the bank's goroutine's
}

func (a *Account) Owner() string { return a.owner }

type Bank struct {
	do   chan func()
	done chan struct{}
}

func New() *Bank {
	b := &Bank{do: make(chan func()), done: make(chan struct{})}
	go func() {
		defer close(b.done)
		for f := range b.do {
			f()
		}
	}()
	return b
}

func (b *Bank) Open(owner string, balance int64) *Account {
	return &Account{owner: owner, balance: balance}
}

func (b *Bank) Balance(a *Account) int64 {
	balance := make(chan int64, 1)
	b.do <- func() { balance <- a.balance }
	return <-balance
}

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	type outcome struct {
		err   error
		panic any
	}
	outcomes := make(chan outcome, 1)
	b.do <- func() {
		var o outcome
		defer func() {
			o.panic = recover()
			outcomes <- o
		}()
		if err := approve(from.balance, to.balance); err != nil {
			o.err = fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
			return
		}
		from.balance -= n
		to.balance += n
	}
	o := <-outcomes
	if o.panic != nil {
		panic(o.panic)
	}
	return o.err
}

func (b *Bank) Close() {
	close(b.do)
	<-b.done
}
