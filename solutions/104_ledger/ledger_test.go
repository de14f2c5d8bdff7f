package ledger_test

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"racekata/grader/kit"
	ledger "racekata/solutions/104_ledger"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(opening []int64, record func(from, to int, amount int64)) *ledger.Ledger = ledger.New
	_ interface {
		Transfer(from, to int, amount int64) error
		Snapshot() []int64
		Close()
	} = (*ledger.Ledger)(nil)
	_ error = ledger.ErrNotCovered
)

func silent(int, int, int64) {}

// transfer makes a transfer that is covered. It tells whether all was well.
func transfer(k *kit.T, l *ledger.Ledger, from, to int, amount int64) bool {
	if err := l.Transfer(from, to, amount); err != nil {
		k.Errorf("a transfer of %d from account %d to %d was covered, and the error is %q", amount, from, to, err)
		return false
	}
	return true
}

// while takes a snapshot on a goroutine of its own and returns it, or nil if
// Snapshot waits for something; wait returns once it has been taken.
func while(k *kit.T, l *ledger.Ledger) (balances []int64, wait func()) {
	var got atomic.Pointer[[]int64]
	wait = k.Go(1, func(int) {
		b := l.Snapshot()
		got.Store(&b)
	})
	k.Settle()
	if b := got.Load(); b != nil {
		balances = *b
	}
	return balances, wait
}

func sum(balances []int64) (total int64) {
	for _, b := range balances {
		total += b
	}
	return total
}

func TestNoMoneyIsMissingWhileATransferIsRecorded(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	l := ledger.New([]int64{100, 20, 3}, func(int, int, int64) { hold.Wait() })
	done := k.Go(1, func(int) { transfer(k, l, 0, 1, 40) })
	k.Settle()
	got, asked := while(k, l)
	// Whether it waits is judged elsewhere.
	if got != nil && !slices.Equal(got, []int64{100, 20, 3}) && !slices.Equal(got, []int64{60, 60, 3}) {
		k.Errorf("while 40 are transferred from account 0 to 1, a snapshot says %d; before the transfer it is [100 20 3], after it [60 60 3]", got)
	}
	hold.Release()
	done()
	asked()
	if got := l.Snapshot(); !slices.Equal(got, []int64{60, 60, 3}) {
		k.Errorf("after a transfer of 40 from account 0 to 1 a snapshot says %d and not [60 60 3]", got)
	}
	l.Close()
}

// A ring is three accounts among which one goroutine passes on coin, the only
// money that is in them. Ring r has the accounts r, r+rings and r+2*rings, so
// that a snapshot which stops between any two accounts stops in every ring.
const (
	rings   = 6
	size    = 3
	coin    = 5
	readers = 3
)

// inRing is the account at place n of ring r, counted round and round.
func inRing(r, n int) int { return r + n%size*rings }

func openRings() []int64 {
	opening := make([]int64, rings*size)
	for r := range rings {
		opening[inRing(r, 0)] = coin
	}
	return opening
}

// wholeRings looks whether every transfer is in a snapshot whole or not at all.
func wholeRings(k *kit.T, balances []int64) bool {
	if len(balances) != rings*size {
		k.Errorf("a snapshot of %d accounts has %d balances", rings*size, len(balances))
		return false
	}
	if got := sum(balances); got != rings*coin {
		k.Errorf("the ledger holds %d, and a snapshot shows %d: %d", rings*coin, got, balances)
		return false
	}
	for r := range rings {
		ring := []int64{balances[inRing(r, 0)], balances[inRing(r, 1)], balances[inRing(r, 2)]}
		if slices.Max(ring) != coin || slices.Min(ring) != 0 || sum(ring) != coin {
			k.Errorf("one goroutine moves a coin of %d among the accounts %d, %d and %d, and a snapshot shows %d there: a transfer is in it by half",
				coin, inRing(r, 0), inRing(r, 1), inRing(r, 2), ring)
			return false
		}
	}
	return true
}

func TestTransfersAreInASnapshotWholeOrNotAtAll(t *testing.T) {
	k := kit.Begin(t)

	// First a schedule that is made: every ring in the middle of a transfer.
	hold := k.Hold()
	l := ledger.New(openRings(), func(int, int, int64) { hold.Wait() })
	done := k.Go(rings, func(r int) { transfer(k, l, inRing(r, 0), inRing(r, 1), coin) })
	k.Settle()
	got, asked := while(k, l)
	if got != nil {
		wholeRings(k, got)
	}
	hold.Release()
	done()
	asked()
	l.Close()
	if k.Failed() {
		return
	}

	// Then as it comes.
	const each = 150
	l = ledger.New(openRings(), silent)
	k.Together(rings+readers, func(i int) {
		for n := range each {
			if i < rings {
				if !transfer(k, l, inRing(i, n), inRing(i, n+1), coin) {
					return
				}
			}
			balances := l.Snapshot()
			if !wholeRings(k, balances) {
				return
			}
			if i < rings && balances[inRing(i, n+1)] != coin {
				k.Errorf("a transfer to account %d had returned, and a snapshot does not show it: %d", inRing(i, n+1), balances)
				return
			}
		}
	})
	l.Close()
}

func TestNoMoneyIsMadeOrLostBetweenTheSameAccounts(t *testing.T) {
	k := kit.Begin(t)

	// First a schedule that is made: two transfers the one way, one the other.
	hold := k.Hold()
	l := ledger.New([]int64{100, 100}, func(int, int, int64) { hold.Wait() })
	done := k.Go(3, func(i int) { transfer(k, l, i%2, 1-i%2, 10) })
	k.Settle()
	got, asked := while(k, l)
	if got != nil && sum(got) != 200 {
		k.Errorf("the ledger holds 200, and a snapshot shows %d: %d", sum(got), got)
	}
	hold.Release()
	done()
	asked()
	l.Close()
	if k.Failed() {
		return
	}

	// Then as it comes: half of the goroutines pass money to the right, the
	// others to the left, twice as much.
	const goroutines, accounts, each = 6, 4, 200
	l = ledger.New([]int64{1000, 1000, 1000, 1000}, silent)
	k.Together(goroutines, func(i int) {
		for n := range each {
			from := (i + n) % accounts
			to, amount := (from+1)%accounts, int64(1)
			if i%2 == 1 {
				to, amount = (from+accounts-1)%accounts, 2
			}
			if !transfer(k, l, from, to, amount) {
				return
			}
			if balances := l.Snapshot(); sum(balances) != accounts*1000 {
				k.Errorf("the ledger holds %d, and a snapshot shows %d: %d", accounts*1000, sum(balances), balances)
				return
			}
		}
	})
	l.Close()
}

func TestTransfersAreExact(t *testing.T) {
	k := kit.Begin(t)
	const goroutines, each = 8, 40
	opening := []int64{1000, 0, 7}
	var recorded, amounts atomic.Int64
	l := ledger.New(opening, func(from, to int, amount int64) {
		if from != 0 || to != 1+int(amount)%2 {
			k.Errorf("a transfer that nobody has asked for was recorded: %d from account %d to %d", amount, from, to)
		}
		recorded.Add(1)
		amounts.Add(amount)
	})
	opening[0] = 0 // the ledger has its own balances
	k.Together(goroutines, func(i int) {
		amount := int64(1 + i%2) // 1 goes to account 2, 2 goes to account 1
		for range each {
			if !transfer(k, l, 0, 1+int(amount)%2, amount) {
				return
			}
		}
	})
	want := []int64{1000 - 4*each*3, 4 * each * 2, 7 + 4*each}
	got := l.Snapshot()
	if !slices.Equal(got, want) {
		k.Errorf("after %d transfers the balances are %d and not %d", goroutines*each, got, want)
	}
	if n := recorded.Load(); n != goroutines*each || amounts.Load() != 4*each*3 {
		k.Errorf("%d transfers of %d altogether were made; recorded were %d of %d", goroutines*each, 4*each*3, n, amounts.Load())
	}
	for i := range got {
		got[i] = -1 // it is the caller's
	}
	if again := l.Snapshot(); !slices.Equal(again, want) {
		k.Errorf("the caller changed a snapshot, and the next one says %d and not %d", again, want)
	}
	l.Close()
}

func TestATransferThatIsNotCoveredIsRefused(t *testing.T) {
	k := kit.Begin(t)
	var recorded atomic.Int64
	l := ledger.New([]int64{10, 0}, func(int, int, int64) { recorded.Add(1) })
	for _, c := range []struct{ from, to, amount int }{{0, 1, 11}, {1, 0, 1}, {0, 0, 11}, {1, 1, 1}} {
		err := l.Transfer(c.from, c.to, int64(c.amount))
		switch {
		case err == nil:
			k.Errorf("the balances are [10 0], and a transfer of %d from account %d to %d has no error", c.amount, c.from, c.to)
		case !errors.Is(err, ledger.ErrNotCovered):
			k.Errorf("the error of a transfer that is not covered is %q and not ErrNotCovered", err)
		case errors.Is(err, errors.ErrUnsupported):
			k.Errorf("the error of a transfer that is not covered says that it is errors.ErrUnsupported too")
		}
		if got := l.Snapshot(); !slices.Equal(got, []int64{10, 0}) {
			k.Errorf("the balances were [10 0], a transfer of %d from account %d to %d is not covered, and then they are %d", c.amount, c.from, c.to, got)
		}
	}
	if n := recorded.Load(); n != 0 {
		k.Errorf("%d of 4 transfers that were not covered were recorded", n)
	}
	if err := l.Transfer(0, 1, 10); err != nil {
		k.Errorf("a transfer of 10 from an account with 10 was refused: %v", err)
	}
	if got := l.Snapshot(); !slices.Equal(got, []int64{0, 10}) {
		k.Errorf("after a transfer of 10 from account 0 to 1 the balances are %d and not [0 10]", got)
	}
	l.Close()
}

func TestNoAccountIsOverdrawn(t *testing.T) {
	k := kit.Begin(t)
	// Both go from one full account to the next; at each of them one is the
	// first, and whatever holds it up there, the other one comes.
	const goroutines, pairs = 2, 12
	for range 120 {
		opening := make([]int64, 2*pairs)
		for p := range pairs {
			opening[2*p] = 10
		}
		var made, recorded [pairs]atomic.Int64
		l := ledger.New(opening, func(from, _ int, _ int64) { recorded[from/2].Add(1) })
		k.Together(goroutines, func(int) {
			for p := range pairs {
				if l.Transfer(2*p, 2*p+1, 10) == nil {
					made[p].Add(1)
				}
			}
			if got := l.Snapshot(); slices.Min(got) < 0 {
				k.Errorf("an account is overdrawn: %d", got)
			}
		})
		got := l.Snapshot()
		l.Close()
		for p := range pairs {
			if n := made[p].Load(); n != 1 || recorded[p].Load() != 1 || got[2*p] != 0 || got[2*p+1] != 10 {
				k.Fatalf("%d goroutines took 10 from an account with 10 at the same time: %d of them had no error, %d were recorded, and the balances are %d and %d",
					goroutines, n, recorded[p].Load(), got[2*p], got[2*p+1])
			}
		}
	}
}

func TestFromAnAccountToItself(t *testing.T) {
	k := kit.Begin(t)
	var recorded atomic.Int64
	l := ledger.New([]int64{10, 20}, func(int, int, int64) { recorded.Add(1) })
	transfer(k, l, 0, 0, 10)
	transfer(k, l, 1, 1, 5)
	if got := l.Snapshot(); !slices.Equal(got, []int64{10, 20}) {
		k.Errorf("the balances were [10 20], two accounts passed money to themselves, and then they are %d", got)
	}
	if n := recorded.Load(); n != 2 {
		k.Errorf("%d of 2 transfers from an account to itself were recorded", n)
	}
	l.Close()
}

func TestOppositeTransfersGoOn(t *testing.T) {
	k := kit.Begin(t)
	l := ledger.New([]int64{1000, 1000}, silent)
	k.Together(4, func(i int) {
		for range 250 {
			if !transfer(k, l, i%2, 1-i%2, 1) {
				return
			}
		}
	})
	if got := l.Snapshot(); !slices.Equal(got, []int64{1000, 1000}) {
		k.Errorf("as much was transferred from account 0 to 1 as back, and [1000 1000] became %d", got)
	}
	l.Close()
}

func TestNobodyWaitsForARecord(t *testing.T) {
	k := kit.Begin(t)
	// Between the same accounts, the other way round, from one to itself; and
	// more at once than people think of when they choose a bound.
	const crowd = 130
	hold := k.Hold()
	l := ledger.New([]int64{crowd, crowd, crowd}, func(int, int, int64) { hold.Wait() })
	done := k.Go(crowd, func(i int) { transfer(k, l, i%3, i/3%3, 1) })
	k.Settle()
	if n := hold.Inside(); n != crowd {
		k.Errorf("%d of %d transfers were being recorded at the same time", n, crowd)
	}
	got, asked := while(k, l)
	if got == nil {
		k.Errorf("Snapshot did not return while transfers were being recorded")
	}
	hold.Release()
	done()
	asked()
	l.Close()
}

func TestTransferReturnsAfterItsRecord(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	l := ledger.New([]int64{1, 0}, func(int, int, int64) { hold.Wait() })
	var returned atomic.Bool
	done := k.Go(1, func(int) {
		transfer(k, l, 0, 1, 1)
		returned.Store(true)
	})
	k.Settle()
	switch {
	case hold.Total() == 0:
		k.Errorf("record was not called")
	case returned.Load():
		k.Errorf("Transfer returned while its record was still running")
	}
	hold.Release()
	done()
	l.Close()
}

func TestBetweenAnyTwoAccounts(t *testing.T) {
	k := kit.Begin(t)
	// One goroutine alone; account 0 meets every other one, there and back.
	const accounts = 300
	type entry struct {
		from, to int
		amount   int64
	}
	var last atomic.Pointer[entry]
	opening := make([]int64, accounts)
	opening[0] = accounts
	l := ledger.New(opening, func(from, to int, amount int64) { last.Store(&entry{from, to, amount}) })
	for other := range accounts {
		for _, e := range []entry{{0, other, int64(other + 1)}, {other, 0, int64(other + 1)}} {
			if !transfer(k, l, e.from, e.to, e.amount) {
				break
			}
			if got := last.Load(); got == nil || *got != e {
				recorded := "nothing"
				if got != nil {
					recorded = fmt.Sprintf("a transfer of %d from %d to %d", got.amount, got.from, got.to)
				}
				k.Fatalf("%d were transferred from account %d to %d, and recorded was %s", e.amount, e.from, e.to, recorded)
			}
		}
	}
	if got := l.Snapshot(); !slices.Equal(got, opening) {
		k.Errorf("account 0 paid every account and was paid back, and %d became %d", opening, got)
	}
	l.Close()
}

func TestNothingIsLeftBehind(t *testing.T) {
	kit.Begin(t)
	// One goroutine alone, which looks at nothing: what several do to each
	// other, and what a snapshot says, is judged above.
	for range 10 {
		l := ledger.New([]int64{1, 0}, silent)
		_ = l.Transfer(0, 1, 1)
		l.Close()
	}
}
