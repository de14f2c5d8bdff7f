package bank_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"racekata/grader/kit"
	bank "racekata/solutions/109_two_locks"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func() *bank.Bank = bank.New
	_ interface {
		Open(owner string, balance int64) *bank.Account
		Balance(a *bank.Account) int64
		Transfer(from, to *bank.Account, n int64, approve func(from, to int64) error) error
		Close()
	} = (*bank.Bank)(nil)
	_ interface{ Owner() string } = (*bank.Account)(nil)
)

func yes(int64, int64) error { return nil }

// move transfers one cent, and wants it to be done.
func move(k *kit.T, b *bank.Bank, from, to *bank.Account) {
	if err := b.Transfer(from, to, 1, yes); err != nil {
		k.Errorf("approve returned nil, and Transfer returned the error %q", err)
	}
}

// queue makes the schedule in which transfers that take their accounts one
// after the other wait for each other. A transfer of the account last is held
// while the others are started, each when the one before has come as far as it
// can; then it is let go.
func queue(k *kit.T, b *bank.Bank, last *bank.Account, transfers [][2]*bank.Account) {
	hold := k.Hold()
	var waits []func()
	waits = append(waits, k.Go(1, func(int) {
		err := b.Transfer(last, b.Open("outside", 0), 1, func(int64, int64) error {
			hold.Wait()
			return nil
		})
		if err != nil {
			k.Errorf("approve returned nil, and Transfer returned the error %q", err)
		}
	}))
	k.Settle()
	for _, t := range transfers {
		waits = append(waits, k.Go(1, func(int) { move(k, b, t[0], t[1]) }))
		k.Settle()
	}
	hold.Release()
	for _, wait := range waits {
		wait()
	}
}

// crossings runs opposite transfers of two accounts, and rings of three, in
// every order that matters to who takes first the account it pays from, or the
// one it pays to.
func crossings(k *kit.T, owners [3]string) {
	for turn := range 3 {
		b := bank.New()
		var all [3]*bank.Account
		for i := range all {
			all[i] = b.Open(owners[i], 100)
		}
		x, y, z := all[turn], all[(turn+1)%3], all[(turn+2)%3]
		queue(k, b, z, [][2]*bank.Account{{z, x}, {x, z}})
		queue(k, b, z, [][2]*bank.Account{{x, z}, {z, x}})
		queue(k, b, z, [][2]*bank.Account{{z, x}, {y, z}, {x, y}})
		queue(k, b, z, [][2]*bank.Account{{x, z}, {z, y}, {y, x}})
		if got := [3]int64{b.Balance(x), b.Balance(y), b.Balance(z)}; got != [3]int64{100, 100, 96} {
			k.Errorf("after transfers there and back, and four of a cent to the outside, the accounts have %d instead of [100 100 96]", got)
		}
		b.Close()
	}
}

func TestOppositeTransfersAndRings(t *testing.T) {
	k := kit.Begin(t)
	crossings(k, [3]string{"Ada", "Bob", "Eve"})
}

func TestOwnersWithEqualNames(t *testing.T) {
	k := kit.Begin(t)
	crossings(k, [3]string{"Smith", "Smith", "Smith"})
}

// In a bubble no time passes while somebody has more to do. Who is let go on, and
// when, is said from outside, for a plain go test does not see there that all wait
// for locks.
func TestAccountsOpenedAtTheSameTime(t *testing.T) {
	k := kit.Begin(t)
	for _, whoTakesFirst := range []string{"from", "to"} {
		var (
			opened = make(chan bool)
			begin  = [3]chan bool{make(chan bool), make(chan bool), make(chan bool)}
			hold   = k.Hold()
		)
		directed := k.Go(1, func(int) {
			<-opened
			for _, c := range begin {
				close(c)
				k.Settle()
			}
			hold.Release()
		})
		k.Bubble(func(k *kit.T) {
			b := bank.New()
			x, z, outside := b.Open("Ada", 100), b.Open("Bob", 100), b.Open("outside", 0)
			pairs := [][2]*bank.Account{{z, outside}, {z, x}, {x, z}}
			if whoTakesFirst == "to" {
				pairs = [][2]*bank.Account{{z, outside}, {x, z}, {z, x}}
			}
			var transfers sync.WaitGroup
			for i, pair := range pairs {
				transfers.Go(func() {
					<-begin[i]
					err := b.Transfer(pair[0], pair[1], 1, func(int64, int64) error {
						if i == 0 {
							hold.Wait()
						}
						return nil
					})
					if err != nil {
						k.Errorf("approve returned nil, and Transfer returned the error %q", err)
					}
				})
			}
			close(opened)
			transfers.Wait()
			if got := [3]int64{b.Balance(x), b.Balance(z), b.Balance(outside)}; got != [3]int64{100, 99, 1} {
				k.Errorf("accounts were opened at the same time; after a cent there, one back, and one to the outside they have %d instead of [100 99 1]", got)
			}
			b.Close()
		})
		directed()
	}
}

func TestManyTransfersBetweenFewAccounts(t *testing.T) {
	k := kit.Begin(t)
	const accounts, clerks, each, start = 5, 6, 40, 20
	var (
		b        = bank.New()
		all      [accounts]*bank.Account
		expected [accounts]atomic.Int64
		approves [accounts]atomic.Int32
		refused  = errors.New("not enough money")
	)
	for i := range all {
		all[i] = b.Open("Smith", start)
		expected[i].Store(start)
	}
	k.Together(clerks, func(clerk int) {
		for j := range each {
			from := (clerk + j) % accounts
			to := (from + 1 + (clerk+j/accounts)%(accounts-1)) % accounts
			n := int64(1 + (clerk*7+j*3)%9)
			err := b.Transfer(all[from], all[to], n, func(seenFrom, seenTo int64) error {
				if approves[from].Add(1)+approves[to].Add(1) != 2 {
					k.Errorf("two transfers of the same account were being approved at the same time")
				}
				defer func() {
					approves[from].Add(-1)
					approves[to].Add(-1)
				}()
				f, t := expected[from].Load(), expected[to].Load()
				if seenFrom != f || seenTo != t {
					k.Errorf("approve was told the balances %d and %d; the transfers approved before had made them %d and %d", seenFrom, seenTo, f, t)
				}
				if f < n {
					return refused
				}
				expected[from].Add(-n)
				expected[to].Add(n)
				return nil
			})
			if err != nil && !errors.Is(err, refused) {
				k.Errorf("approve returned nil or %q, and Transfer returned %q", refused, err)
			}
			if balance := b.Balance(all[to]); balance < 0 || balance > accounts*start {
				k.Errorf("a balance was %d, with %d in the whole bank and no transfer that was not covered", balance, accounts*start)
			}
		}
	})
	for i, a := range all {
		if got, want := b.Balance(a), expected[i].Load(); got != want {
			k.Errorf("after %d transfers an account has %d; the approved ones had made it %d", clerks*each, got, want)
		}
	}
	b.Close()
}

func TestWhoWaitsGoesOnWhenItsAccountsAreFree(t *testing.T) {
	k := kit.Begin(t)
	b := bank.New()
	var all [8]*bank.Account
	for i := range all {
		all[i] = b.Open("Smith", 10)
	}
	var (
		holds   [2]*kit.Hold
		through [4]atomic.Bool
		waits   []func()
	)
	for i := range holds {
		holds[i] = k.Hold()
		waits = append(waits, k.Go(1, func(int) {
			err := b.Transfer(all[2*i], all[2*i+1], 1, func(int64, int64) error {
				holds[i].Wait()
				return nil
			})
			if err != nil {
				k.Errorf("approve returned nil, and Transfer returned the error %q", err)
			}
		}))
		k.Settle()
	}
	// The first to wait needs the second of the held transfers to end, so that
	// the end of the first one is not for him.
	for i, pair := range [][2]int{{2, 4}, {0, 5}, {6, 1}, {7, 3}} {
		waits = append(waits, k.Go(1, func(int) {
			move(k, b, all[pair[0]], all[pair[1]])
			through[i].Store(true)
		}))
		k.Settle()
	}

	holds[0].Release()
	k.Settle()
	for i, want := range []bool{false, true, true, false} {
		switch got := through[i].Load(); {
		case want && !got:
			k.Errorf("a transfer waited for another one to end; that has ended, both accounts are free, and it still waits")
		case got && !want:
			k.Errorf("a transfer was done while another one of the same account was being approved")
		}
	}
	holds[1].Release()
	for _, wait := range waits {
		wait()
	}
	b.Close()
}

func TestWhoWaitsGoesOnWhateverHasBecomeOfTheOther(t *testing.T) {
	k := kit.Begin(t)
	refused := errors.New("looks like fraud")
	for _, s := range []struct {
		what   string
		decide func() error
	}{
		{"refused", func() error { return refused }},
		{"broken off by a panic", func() error { panic(refused) }},
	} {
		b := bank.New()
		ada, bob, eve := b.Open("Ada", 10), b.Open("Bob", 10), b.Open("Eve", 10)
		hold := k.Hold()
		held := k.Go(1, func(int) {
			defer func() {
				if got := recover(); got != nil && got != refused {
					k.Errorf("approve panicked with %q, and Transfer with %v", refused, got)
				}
			}()
			b.Transfer(ada, bob, 1, func(int64, int64) error {
				hold.Wait()
				return s.decide()
			})
		})
		k.Settle()
		pairs := [][2]*bank.Account{{ada, eve}, {eve, bob}, {ada, ada}}
		var through atomic.Int64
		waiting := k.Go(len(pairs), func(i int) {
			move(k, b, pairs[i][0], pairs[i][1])
			through.Add(1)
		})
		k.Settle()
		hold.Release()
		held()
		k.Settle()
		if n := through.Load(); n != int64(len(pairs)) {
			k.Errorf("%d transfers waited for another one; that was %s, and only %d of the %d came through", len(pairs), s.what, n, len(pairs))
		}
		waiting()
		if got := [3]int64{b.Balance(ada), b.Balance(bob), b.Balance(eve)}; got != [3]int64{9, 11, 10} {
			k.Errorf("a transfer was %s, two of a cent went on to [9 11 10], and the accounts have %d", s.what, got)
		}
		b.Close()
	}
}

// Whoever is woken by a timer, only to look, is at rest in between. In a year
// they look often enough to be busy.
func TestWhoWaitsRests(t *testing.T) {
	k := kit.Begin(t)
	k.BubbleWithLocks(func(k *kit.T) {
		b := bank.New()
		ada, bob := b.Open("Ada", 10), b.Open("Bob", 10)
		var transfers sync.WaitGroup
		for range 3 {
			transfers.Go(func() {
				err := b.Transfer(ada, bob, 1, func(int64, int64) error {
					time.Sleep(365 * 24 * time.Hour)
					return nil
				})
				if err != nil {
					k.Errorf("approve returned nil, and Transfer returned the error %q", err)
				}
			})
		}
		transfers.Wait()
		b.Close()
	})
}

func TestAccountsMayBeOpenedWhileOthersTransfer(t *testing.T) {
	k := kit.Begin(t)
	b := bank.New()
	k.Together(8, func(int) {
		last := b.Open("Smith", 1)
		for range 10 {
			next := b.Open("Smith", 0)
			move(k, b, last, next)
			last = next
		}
		if got := b.Balance(last); got != 1 {
			k.Errorf("a cent was handed on through ten accounts, and the last one has %d", got)
		}
	})
	b.Close()
}

func TestAnAccountMayTransferToItself(t *testing.T) {
	k := kit.Begin(t)
	b := bank.New()
	a, other := b.Open("Ada", 100), b.Open("Bob", 0)
	calls := 0
	err := b.Transfer(a, a, 30, func(from, to int64) error {
		calls++
		if from != 100 || to != 100 {
			k.Errorf("an account with 100 transferred to itself, and approve was told %d and %d", from, to)
		}
		return nil
	})
	if err != nil || calls != 1 {
		k.Errorf("an account transferred to itself: approve was called %d times, and Transfer returned %v", calls, err)
	}
	refused := errors.New("pointless")
	if err := b.Transfer(a, a, 30, func(int64, int64) error { return refused }); !errors.Is(err, refused) {
		k.Errorf("a transfer of an account to itself was refused with %q, and Transfer returned %v", refused, err)
	}
	if err := b.Transfer(a, a, 300, yes); err != nil {
		k.Errorf("an account with 100 transferred 300 to itself, approve returned nil, and Transfer returned %v", err)
	}
	if got := b.Balance(a); got != 100 {
		k.Errorf("an account with 100 transferred to itself and has %d", got)
	}
	move(k, b, a, other)
	move(k, b, other, a)
	b.Close()
}

func TestNothingChangesWhileATransferToItselfIsBeingApproved(t *testing.T) {
	k := kit.Begin(t)
	b := bank.New()
	ada, bob := b.Open("Ada", 100), b.Open("Bob", 50)
	hold := k.Hold()
	held := k.Go(1, func(int) {
		err := b.Transfer(ada, ada, 30, func(int64, int64) error {
			hold.Wait()
			return nil
		})
		if err != nil {
			k.Errorf("approve returned nil, and Transfer returned the error %q", err)
		}
	})
	k.Settle()
	pairs := [][2]*bank.Account{{ada, bob}, {bob, ada}, {ada, ada}}
	var approved atomic.Int64
	others := k.Go(len(pairs), func(i int) {
		err := b.Transfer(pairs[i][0], pairs[i][1], 1, func(int64, int64) error {
			approved.Add(1)
			return nil
		})
		if err != nil {
			k.Errorf("approve returned nil, and Transfer returned the error %q", err)
		}
	})
	k.Settle()
	if n := approved.Load(); n > 0 {
		k.Errorf("while a transfer of an account to itself was being approved, approve was called for %d others of that account", n)
	}
	hold.Release()
	held()
	others()
	if got := [2]int64{b.Balance(ada), b.Balance(bob)}; got != [2]int64{100, 50} {
		k.Errorf("a cent went there and one came back, the rest an account transferred to itself; the balances changed from [100 50] to %d", got)
	}
	b.Close()
}

func TestAPanicInApproveOfATransferToItself(t *testing.T) {
	k := kit.Begin(t)
	const broken = "the rule divides by zero"
	b := bank.New()
	ada, bob := b.Open("Ada", 100), b.Open("Bob", 50)
	got := func() (value any) {
		defer func() { value = recover() }()
		err := b.Transfer(ada, ada, 30, func(int64, int64) error { panic(broken) })
		k.Errorf("approve panicked, and Transfer returned %v as if it had not", err)
		return broken
	}()
	if got != broken {
		k.Errorf("approve panicked with %q, and the caller of Transfer recovered %v", broken, got)
	}
	move(k, b, ada, ada)
	move(k, b, ada, bob)
	if got := [2]int64{b.Balance(ada), b.Balance(bob)}; got != [2]int64{99, 51} {
		k.Errorf("approve of a transfer to itself panicked, then a cent was transferred; the balances changed from [100 50] to %d", got)
	}
	b.Close()
}

func TestNothingChangesWhileATransferIsBeingApproved(t *testing.T) {
	k := kit.Begin(t)
	b := bank.New()
	ada, bob, eve, joe := b.Open("Ada", 100), b.Open("Bob", 50), b.Open("Eve", 10), b.Open("Joe", 10)
	hold := k.Hold()
	held := k.Go(1, func(int) {
		err := b.Transfer(ada, bob, 30, func(int64, int64) error {
			hold.Wait()
			return nil
		})
		if err != nil {
			k.Errorf("approve returned nil, and Transfer returned the error %q", err)
		}
	})
	k.Settle()

	// Each has an account in common with the held one, and no two of them go
	// round in a circle.
	pairs := [][2]*bank.Account{{eve, ada}, {eve, bob}, {ada, joe}, {bob, joe}, {ada, bob}}
	var approved atomic.Int64
	others := k.Go(len(pairs), func(i int) {
		err := b.Transfer(pairs[i][0], pairs[i][1], 1, func(int64, int64) error {
			approved.Add(1)
			return nil
		})
		if err != nil {
			k.Errorf("approve returned nil, and Transfer returned the error %q", err)
		}
	})
	asked := k.Go(2, func(i int) {
		a := []*bank.Account{ada, bob}[i]
		balance := b.Balance(a)
		if hold.Inside() == 0 {
			return // it waited
		}
		if want := []int64{100, 50}[i]; balance != want {
			k.Errorf("%s had %d, a transfer was being approved, and Balance said %d", a.Owner(), want, balance)
		}
	})
	k.Settle()
	if n := approved.Load(); n > 0 {
		k.Errorf("while a transfer was being approved, approve was called for %d others of the same accounts", n)
	}
	hold.Release()
	held()
	others()
	asked()
	if n := approved.Load(); n != 5 {
		k.Errorf("5 transfers waited for another one, and approve was called %d times for them", n)
	}
	want := [4]int64{100 - 30 - 1, 50 + 30 + 1, 8, 12}
	if got := [4]int64{b.Balance(ada), b.Balance(bob), b.Balance(eve), b.Balance(joe)}; got != want {
		k.Errorf("after six transfers the accounts have %d instead of %d", got, want)
	}
	if n := hold.Total(); n != 1 {
		k.Errorf("approve was called %d times for one transfer", n)
	}
	b.Close()
}

func TestApproveSeesBothBalances(t *testing.T) {
	k := kit.Begin(t)
	b := bank.New()
	first, second := b.Open("Eve", 100), b.Open("Ada", 7)
	for _, c := range []struct {
		from, to           *bank.Account
		n                  int64
		seenFrom, seenTo   int64
		laterFrom, laterTo int64
	}{
		{first, second, 2, 100, 7, 98, 9},
		{second, first, 2, 9, 98, 7, 100},
		{second, first, 9, 7, 100, -2, 109}, // approve says yes
	} {
		calls := 0
		err := b.Transfer(c.from, c.to, c.n, func(from, to int64) error {
			calls++
			if from != c.seenFrom || to != c.seenTo {
				k.Errorf("approve was told %d and %d for a transfer from an account with %d to one with %d", from, to, c.seenFrom, c.seenTo)
			}
			return nil
		})
		if err != nil || calls != 1 {
			k.Errorf("%d were transferred from an account with %d: approve was called %d times and returned nil, and Transfer returned %v", c.n, c.seenFrom, calls, err)
		}
		if from, to := b.Balance(c.from), b.Balance(c.to); from != c.laterFrom || to != c.laterTo {
			k.Errorf("%d were transferred from an account with %d to one with %d; now they have %d and %d", c.n, c.seenFrom, c.seenTo, from, to)
		}
	}
	b.Close()
}

func TestApproveSeesWhatTheTransferBeforeHasLeft(t *testing.T) {
	k := kit.Begin(t)
	for next := range 4 {
		b := bank.New()
		ada, bob, eve := b.Open("Ada", 100), b.Open("Bob", 50), b.Open("Eve", 10)
		c := []struct {
			from, to         *bank.Account
			seenFrom, seenTo int64
		}{
			{ada, eve, 70, 10}, {eve, bob, 10, 80}, {bob, ada, 80, 70}, {ada, bob, 70, 80},
		}[next]
		hold := k.Hold()
		transfer := func(from, to *bank.Account, n int64, approve func(from, to int64) error) {
			if err := b.Transfer(from, to, n, approve); err != nil {
				k.Errorf("approve returned nil, and Transfer returned the error %q", err)
			}
		}
		held := k.Go(1, func(int) {
			transfer(ada, bob, 30, func(int64, int64) error {
				hold.Wait()
				return nil
			})
		})
		k.Settle()
		waiting := k.Go(1, func(int) {
			transfer(c.from, c.to, 1, func(from, to int64) error {
				if from != c.seenFrom || to != c.seenTo {
					k.Errorf("a transfer from %s to %s waited until 30 of Ada's 100 had moved to Bob, who had 50, while Eve had 10; approve was told %d and %d", c.from.Owner(), c.to.Owner(), from, to)
				}
				return nil
			})
		})
		k.Settle()
		hold.Release()
		held()
		waiting()
		b.Close()
	}
}

func TestARefusedTransferMovesNothing(t *testing.T) {
	k := kit.Begin(t)
	refused, unrelated := errors.New("looks like fraud"), errors.New("unrelated")
	b := bank.New()
	ada, bob := b.Open("Ada", 100), b.Open("Bob", 50)
	err := b.Transfer(ada, bob, 30, func(int64, int64) error { return refused })
	switch {
	case err == nil:
		k.Errorf("approve returned %q, and Transfer returned nil", refused)
	case !errors.Is(err, refused):
		k.Errorf("approve returned %q, and the error of Transfer does not wrap it: %q", refused, err)
	case errors.Is(err, unrelated):
		k.Errorf("approve returned %q, and the error of Transfer claims to be any other error too", refused)
	}
	if got := [2]int64{b.Balance(ada), b.Balance(bob)}; got != [2]int64{100, 50} {
		k.Errorf("a transfer was refused, and the balances changed from [100 50] to %d", got)
	}
	move(k, b, ada, bob)
	move(k, b, bob, ada)
	b.Close()
}

func TestAPanicInApproveMovesNothing(t *testing.T) {
	k := kit.Begin(t)
	const broken = "the rule divides by zero"
	b := bank.New()
	ada, bob := b.Open("Ada", 100), b.Open("Bob", 50)
	got := func() (value any) {
		defer func() { value = recover() }()
		err := b.Transfer(ada, bob, 30, func(int64, int64) error { panic(broken) })
		k.Errorf("approve panicked, and Transfer returned %v as if it had not", err)
		return broken
	}()
	if got != broken {
		k.Errorf("approve panicked with %q, and the caller of Transfer recovered %v", broken, got)
	}
	move(k, b, ada, bob)
	move(k, b, bob, ada)
	if got := [2]int64{b.Balance(ada), b.Balance(bob)}; got != [2]int64{100, 50} {
		k.Errorf("approve panicked, and the balances changed from [100 50] to %d", got)
	}
	b.Close()
}

func TestTransfersWithoutACommonAccountAreApprovedAtOnce(t *testing.T) {
	k := kit.Begin(t)
	const n = 1100
	b := bank.New()
	var all [2 * n]*bank.Account
	for i := range all {
		all[i] = b.Open("Smith", 10) // a name is no account
	}
	hold := k.Hold()
	done := k.Go(n, func(i int) {
		err := b.Transfer(all[i], all[n+i], 1, func(int64, int64) error {
			hold.Wait()
			return nil
		})
		if err != nil {
			k.Errorf("approve returned nil, and Transfer returned the error %q", err)
		}
	})
	k.Settle()
	if inside := hold.Inside(); inside != n {
		k.Errorf("%d transfers without a common account were started, and %d of them are being approved", n, inside)
	}
	hold.Release()
	done()
	for i := range n {
		if from, to := b.Balance(all[i]), b.Balance(all[n+i]); from != 9 || to != 11 {
			k.Fatalf("1 was transferred from an account with 10 to another one with 10; now they have %d and %d", from, to)
		}
	}
	b.Close()
}

func TestBanksDoNotWaitForEachOther(t *testing.T) {
	k := kit.Begin(t)
	const n = 2
	hold := k.Hold()
	var banks [n]*bank.Bank
	var accounts [n][2]*bank.Account
	for i := range banks {
		banks[i] = bank.New()
		accounts[i] = [2]*bank.Account{banks[i].Open("Ada", 10), banks[i].Open("Bob", 10)}
	}
	done := k.Go(n, func(i int) {
		err := banks[i].Transfer(accounts[i][0], accounts[i][1], 1, func(int64, int64) error {
			hold.Wait()
			return nil
		})
		if err != nil {
			k.Errorf("approve returned nil, and Transfer returned the error %q", err)
		}
	})
	k.Settle()
	if inside := hold.Inside(); inside != n {
		k.Errorf("there were %d banks with a transfer each, and %d of them were being approved", n, inside)
	}
	hold.Release()
	done()
	for _, b := range banks {
		b.Close()
	}
}

func TestWhoWaitsIsInNobodysWay(t *testing.T) {
	k := kit.Begin(t)
	b := bank.New()
	ada, bob, eve, joe := b.Open("Ada", 10), b.Open("Bob", 10), b.Open("Eve", 10), b.Open("Joe", 10)
	early, late := b.Open("Early", 10), b.Open("Late", 10)
	hold := k.Hold()
	held := k.Go(1, func(int) {
		err := b.Transfer(ada, bob, 1, func(int64, int64) error {
			hold.Wait()
			return nil
		})
		if err != nil {
			k.Errorf("approve returned nil, and Transfer returned the error %q", err)
		}
	})
	k.Settle()
	pairs := [][2]*bank.Account{{ada, joe}, {eve, bob}, {bob, joe}}
	for range 130 {
		pairs = append(pairs, [2]*bank.Account{ada, joe})
	}
	waiting := k.Go(len(pairs), func(i int) { move(k, b, pairs[i][0], pairs[i][1]) })
	k.Settle()

	var transferred, balance, opened atomic.Bool
	others := k.Go(3, func(i int) {
		switch i {
		case 0:
			move(k, b, early, late)
			transferred.Store(true)
		case 1:
			b.Balance(late)
			balance.Store(true)
		case 2:
			b.Open("New", 0)
			opened.Store(true)
		}
	})
	k.Settle()
	if !transferred.Load() {
		k.Errorf("one transfer was being approved, %d waited for its accounts, and one that has no account in common with any of them did not come through", len(pairs))
	}
	if !balance.Load() {
		k.Errorf("Balance of an account that nobody else needed did not return while a transfer of others was being approved")
	}
	if !opened.Load() {
		k.Errorf("Open did not return while a transfer was being approved")
	}
	hold.Release()
	held()
	waiting()
	others()
	b.Close()
}

func TestNothingIsLeftBehind(t *testing.T) {
	k := kit.Begin(t)
	// One goroutine alone: what others could do to each other is judged above.
	for range 5 {
		b := bank.New()
		ada, bob := b.Open("Ada", 10), b.Open("Bob", 10)
		move(k, b, ada, bob)
		if got := b.Balance(bob); got != 11 {
			k.Errorf("1 was transferred to an account with 10, which now has %d", got)
		}
		b.Close()
	}
}
