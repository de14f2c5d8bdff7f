package index_test

import (
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"racekata/grader/kit"
	index "racekata/solutions/107_word_index"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func() *index.Index = index.New
	_ interface {
		Get(word string, compute func() []int) []int
		Words() []string
		Close()
	} = (*index.Index)(nil)
)

// none is the compute of a word that occurs nowhere.
func none() []int { return nil }

func TestManyAskForOneWord(t *testing.T) {
	k := kit.Begin(t)
	const n = 150
	var (
		hold     = k.Hold()
		got      [n][]int
		returned atomic.Int64
	)
	x := index.New()
	done := k.Go(n, func(i int) {
		got[i] = x.Get("whale", func() []int {
			hold.Wait()
			return []int{i + 1}
		})
		returned.Add(1)
	})

	k.Settle()
	if inside := hold.Inside(); inside != 1 {
		k.Errorf("%d callers asked for one word at the same time, and it is being computed %d times", n, inside)
	}
	if early := returned.Load(); early > 0 {
		k.Errorf("%d calls of Get returned while the word was still being computed", early)
	}
	hold.Release()
	done()
	x.Close()
	if total := hold.Total(); total > 1 {
		k.Errorf("%d callers asked for one word at the same time, and it was computed %d times", n, total)
	}
	for i := range got {
		if len(got[i]) != 1 || got[i][0] != got[0][0] {
			k.Fatalf("two callers asked for one word at the same time; one got the pages %v, the other %v", got[0], got[i])
		}
	}
}

// Nobody waits for time to pass, so none does.
func TestWhoWaitsIsToldAtOnce(t *testing.T) {
	k := kit.Begin(t)
	if !leavesNobody(k) {
		return
	}
	k.Bubble(func(k *kit.T) {
		var (
			x       = index.New()
			done    = make(chan struct{})
			callers sync.WaitGroup
		)
		for range 3 {
			callers.Go(func() {
				x.Get("whale", func() []int {
					<-done
					return nil
				})
			})
		}
		synctest.Wait()
		start := time.Now()
		close(done)
		callers.Wait()
		if pause := time.Since(start); pause > 0 {
			k.Errorf("a word was computed, and somebody who waited for it got the pages %v later: he is not told, he looks again now and then", pause)
		}
		x.Close()
	})
}

// leavesNobody tells whether nothing is left after Close, for which a bubble would
// wait: that is judged below.
func leavesNobody(k *kit.T) bool {
	before := runtime.NumGoroutine()
	x := index.New()
	x.Get("whale", none)
	x.Close()
	k.Settle()
	return runtime.NumGoroutine() <= before
}

func TestAKnownWordIsNotComputedAgain(t *testing.T) {
	k := kit.Begin(t)
	x := index.New()
	for _, c := range []struct {
		word  string
		pages []int
	}{{"whale", []int{1, 7, 9}}, {"ship", []int{2}}, {"submarine", nil}, {"", []int{}}} {
		calls := 0
		for range 3 {
			got := x.Get(c.word, func() []int {
				calls++
				return c.pages
			})
			if !slices.Equal(got, c.pages) {
				k.Errorf("%q is on the pages %v, and Get returned %v", c.word, c.pages, got)
			}
		}
		if calls != 1 {
			k.Errorf("%q, on %d pages, was asked for 3 times, one after the other, and computed %d times", c.word, len(c.pages), calls)
		}
	}
	x.Close()
}

// released has four callers wait for one word after the other, and calls back
// for each of them as soon as its Get has returned. When the word is there,
// others are calling Words: whoever still has something to write down after he
// has told those who wait has to queue for it.
func released(k *kit.T, x *index.Index, back func(word string, compute func() []int)) {
	const callers, readers, words = 4, 2, 30
	for j := range 60 {
		x.Get("known word "+strconv.Itoa(j), none) // keeps Words busy
	}
	for j := range words {
		word := "word " + strconv.Itoa(j)
		var computed atomic.Int64
		hold := k.Hold()
		compute := func() []int {
			computed.Add(1)
			hold.Wait()
			return []int{j}
		}
		waiting := k.Go(callers, func(int) {
			if got := x.Get(word, compute); len(got) != 1 || got[0] != j {
				k.Errorf("a word that is on page %d was said to be on the pages %v", j, got)
			}
			back(word, compute)
		})
		k.Settle()
		reading := k.Go(readers, func(i int) {
			for call := range 8 {
				x.Words()
				if call == 2 {
					hold.Release()
				}
			}
		})
		reading()
		waiting()
		if n := computed.Load(); n != 1 {
			k.Fatalf("%d callers asked for one word at the same time, and it was computed %d times", callers, n)
		}
		if k.Failed() {
			return
		}
	}
}

func TestThoseWhoWaitedAskAgainAtOnce(t *testing.T) {
	k := kit.Begin(t)
	x := index.New()
	released(k, x, func(word string, compute func() []int) { x.Get(word, compute) })
	x.Close()
}

func TestThoseWhoComeWhenAWordIsReady(t *testing.T) {
	k := kit.Begin(t)
	const callers, words = 4, 300
	x := index.New()
	for j := range words {
		word := "word " + strconv.Itoa(j)
		var again atomic.Int64
		computing, coming := make(chan struct{}), make(chan struct{})
		k.Together(callers, func(i int) {
			compute := func() []int {
				again.Add(1)
				return []int{j}
			}
			switch i {
			case 0: // computes, and is done when the next one is coming
				compute = func() []int {
					close(computing)
					<-coming
					return []int{j}
				}
			case 1:
				<-computing
				close(coming)
			default:
				<-computing
			}
			if got := x.Get(word, compute); len(got) != 1 || got[0] != j {
				k.Errorf("a word that is on page %d was said to be on the pages %v", j, got)
			}
		})
		if n := again.Load(); n > 0 {
			k.Errorf("others asked for a word when its compute was about to return, and it was computed %d times more", n)
		}
		if k.Failed() {
			break
		}
	}
	x.Close()
}

func TestTwoBooksHaveIndexesOfTheirOwn(t *testing.T) {
	k := kit.Begin(t)
	first, second := index.New(), index.New()
	got := first.Get("whale", func() []int {
		return append([]int{1}, second.Get("whale", func() []int { return []int{9} })...)
	})
	if again := second.Get("whale", none); !slices.Equal(got, []int{1, 9}) || !slices.Equal(again, []int{9}) {
		k.Errorf("a word is on page 9 of one book, and on page 1 and those of the other; Get returned %v and %v", again, got)
	}
	first.Get("ship", none)
	if words := second.Words(); len(words) != 1 {
		k.Errorf("one word was looked up in a book, and Words returned %q", words)
	}
	first.Close()
	second.Close()
}

func TestManyAskForManyWords(t *testing.T) {
	k := kit.Begin(t)
	for _, s := range []struct{ callers, words int }{{2, 150}, {8, 40}, {100, 3}} {
		computed := make([]atomic.Int64, s.words)
		x := index.New()
		k.Together(s.callers, func(i int) {
			for j := range s.words {
				page := (j + i) % s.words
				got := x.Get("word "+strconv.Itoa(page), func() []int {
					computed[page].Add(1)
					return []int{page}
				})
				if len(got) != 1 || got[0] != page {
					k.Errorf("a word that is on page %d was said to be on the pages %v", page, got)
					return
				}
			}
		})
		x.Close()
		for page := range computed {
			if n := computed[page].Load(); n != 1 {
				k.Fatalf("%d callers asked for %d words, and one of the words was computed %d times", s.callers, s.words, n)
			}
		}
	}
}

func TestDifferentWordsAreComputedAtTheSameTime(t *testing.T) {
	k := kit.Begin(t)
	const n = 1100
	hold := k.Hold()
	x := index.New()
	done := k.Go(n, func(i int) {
		x.Get("word "+strconv.Itoa(i), func() []int {
			hold.Wait()
			return nil
		})
	})

	k.Settle()
	if inside := hold.Inside(); inside != n {
		k.Errorf("%d different words were asked for, and %d of them are being computed at the same time", n, inside)
	}
	hold.Release()
	done()
	x.Close()
}

func TestNobodyElseWaitsForAWord(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	x := index.New()
	x.Get("sea", none)
	// One of them computes, the others wait for it.
	slow := k.Go(3, func(int) {
		x.Get("whale", func() []int {
			hold.Wait()
			return nil
		})
	})
	k.Settle()

	var returned [2]atomic.Bool
	others := k.Go(2, func(i int) {
		x.Get([]string{"sea", "ship"}[i], none)
		returned[i].Store(true)
	})
	k.Settle()
	if !returned[0].Load() {
		k.Errorf("one word was known and another one was being computed, and Get of the known one did not return")
	}
	if !returned[1].Load() {
		k.Errorf("several waited for a word that was being computed, and Get of a new word did not return")
	}
	hold.Release()
	slow()
	others()
	x.Close()
}

func TestComputeMayAskForOtherWords(t *testing.T) {
	k := kit.Begin(t)
	// A chain this long meets itself where several words share one of a few
	// locks.
	const length = 40
	x := index.New()
	done := k.Go(1, func(int) {
		var get func(i int) []int
		get = func(i int) []int {
			return x.Get("word "+strconv.Itoa(i), func() []int {
				if i == length {
					return []int{i}
				}
				return get(i + 1)
			})
		}
		if got := get(1); !slices.Equal(got, []int{length}) {
			k.Errorf("a word took its pages from another one, that one from a third and so on; at the end of %d words was page %d, and Get returned %v", length, length, got)
		}
	})
	done()
	if got := len(x.Words()); got != length {
		k.Errorf("%d words were asked for, one by the compute of the other, and Words returned %d", length, got)
	}
	x.Close()
}

func TestWordsNamesWhatIsKnown(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	x := index.New()
	if words := x.Words(); len(words) != 0 {
		k.Errorf("nothing had been asked for, and Words returned %q", words)
	}
	x.Get("whale", none)
	x.Get("anchor", none)
	slow := k.Go(2, func(int) {
		x.Get("ship", func() []int {
			hold.Wait()
			return nil
		})
	})
	k.Settle()

	var words atomic.Pointer[[]string]
	asked := k.Go(1, func(int) {
		w := x.Words()
		words.Store(&w)
	})
	k.Settle()
	if got, want := words.Load(), []string{"anchor", "whale"}; got == nil {
		k.Errorf("Words did not return while a word was being computed")
	} else if !slices.Equal(*got, want) {
		k.Errorf("%q were known and a third word was being computed, and Words returned %q", want, *got)
	}
	hold.Release()
	slow()
	asked()
	if got, want := x.Words(), []string{"anchor", "ship", "whale"}; !slices.Equal(got, want) {
		k.Errorf("%q were known, and Words returned %q", want, got)
	}
	x.Close()
}

func TestWhatWordsHasReturnedStaysAsItIs(t *testing.T) {
	k := kit.Begin(t)
	x := index.New()
	// Each new word comes before all others, so that whoever puts it in there
	// and then has to move those that have been handed out.
	all := []string{"whale", "ship", "sea", "rope", "oil", "net", "mast", "harpoon", "cook", "anchor"}
	var returned [][]string
	for _, word := range all {
		x.Get(word, none)
		returned = append(returned, x.Words())
	}
	for i, words := range returned {
		if want := slices.Sorted(slices.Values(all[:i+1])); !slices.Equal(words, want) {
			k.Fatalf("Words returned %q; after later calls of Get and Words that slice says %q", want, words)
		}
	}
	x.Close()
}

func TestWordsMayBeCalledWhileOthersAsk(t *testing.T) {
	k := kit.Begin(t)
	const callers, each = 4, 25
	x := index.New()
	k.Together(2*callers, func(i int) {
		last := 0
		for j := range each {
			if i%2 == 0 {
				x.Get("word "+strconv.Itoa(j)+" of "+strconv.Itoa(i), none)
				continue
			}
			words := x.Words()
			if len(words) < last || len(words) > callers*each || !slices.IsSorted(words) {
				k.Errorf("while %d words were being asked for, Words returned %d words after it had returned %d: %q", callers*each, len(words), last, words)
				return
			}
			last = len(words)
		}
	})
	if got := len(x.Words()); got != callers*each {
		k.Errorf("%d words were asked for, and Words returned %d", callers*each, got)
	}
	x.Close()
}

func TestWordsNamesWhatAnyGetHasReturned(t *testing.T) {
	k := kit.Begin(t)
	x := index.New()
	// Everybody asks for the same words, one after the other: some compute,
	// some wait for it, and whoever is back first looks.
	const callers, words = 4, 60
	k.Together(callers, func(int) {
		for j := range words {
			word := "another word " + strconv.Itoa(100+j)
			x.Get(word, none)
			if known := x.Words(); !slices.Contains(known, word) {
				k.Errorf("a Get of %q had returned, and Words returned %d words without it", word, len(known))
				return
			}
		}
	})
	x.Close()

	x = index.New()
	released(k, x, func(word string, _ func() []int) {
		if known := x.Words(); !slices.Contains(known, word) {
			k.Errorf("a Get of %q had returned, and Words returned %d words without it", word, len(known))
		}
	})
	x.Close()
}

func TestNothingIsLeftBehind(t *testing.T) {
	k := kit.Begin(t)
	// One goroutine alone: what others could do to each other is judged above.
	for range 5 {
		x := index.New()
		x.Get("whale", none)
		x.Get("ship", none)
		if words := x.Words(); len(words) != 2 {
			k.Errorf("two words were asked for, and Words returned %q", words)
		}
		x.Close()
	}
}
