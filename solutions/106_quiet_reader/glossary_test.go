package glossary_test

import (
	"errors"
	"maps"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"racekata/grader/kit"
	glossary "racekata/solutions/106_quiet_reader"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func() *glossary.Glossary = glossary.New
	_ interface {
		Set(word, meaning string)
		Get(word string) (meaning string, ok bool)
		Uses(word string) int
		Each(fn func(word, meaning string))
		Close()
	} = (*glossary.Glossary)(nil)
)

func TestEveryUseIsCounted(t *testing.T) {
	k := kit.Begin(t)
	for _, s := range []struct{ readers, each int }{{1, 50}, {2, 3000}, {8, 500}, {200, 1}} {
		g := glossary.New()
		g.Set("race", "a race")
		g.Set("lock", "a lock")
		g.Set("quiet", "not looked up")
		k.Together(s.readers, func(int) {
			for range s.each {
				g.Get("race")
				g.Get("lock")
				g.Get("neither")
			}
		})
		for word, want := range map[string]int{"race": s.readers * s.each, "lock": s.readers * s.each, "quiet": 0, "neither": 0} {
			if got := g.Uses(word); got != want {
				k.Errorf("%d readers looked up %q %d times in all, and %d uses were counted", s.readers, word, want, got)
			}
		}
		g.Close()
		if k.Failed() {
			return
		}
	}
}

func TestWhatIsAUse(t *testing.T) {
	k := kit.Begin(t)
	g := glossary.New()
	uses := func(want int, after string) {
		if got := g.Uses("race"); got != want {
			k.Errorf("after %s Uses must say %d, and says %d", after, want, got)
		}
	}
	if meaning, ok := g.Get("race"); ok {
		k.Errorf("a word that is not there was looked up, and Get said %q, %v", meaning, ok)
	}
	uses(0, "a look for a word that is not there")
	g.Set("race", "")
	uses(0, "a look for a word that was not there yet, and a Set that added it,")
	if meaning, ok := g.Get("race"); !ok || meaning != "" {
		k.Errorf("a word was set to the empty meaning, and Get said %q, %v", meaning, ok)
	}
	uses(1, "one Get that found the word")
	g.Set("race", "second")
	uses(1, "one Get and another meaning")
	g.Each(func(string, string) {})
	uses(1, "one Get, another meaning and an Each")
	if meaning, ok := g.Get("race"); !ok || meaning != "second" {
		k.Errorf("a meaning was changed to %q, and Get said %q, %v", "second", meaning, ok)
	}
	uses(2, "two Gets that found the word")
	g.Close()
}

func TestUsesIncludeEveryGetThatHasReturned(t *testing.T) {
	k := kit.Begin(t)
	const readers, each = 6, 25
	g := glossary.New()
	for i := range readers {
		g.Set(strconv.Itoa(i), "a number")
	}
	k.Together(readers, func(i int) {
		word := strconv.Itoa(i)
		for n := 1; n <= each; n++ {
			// Three in a row: the last ones may lie in a queue, if there is one.
			g.Get(word)
			g.Get(word)
			g.Get(word)
			if got := g.Uses(word); got != 3*n {
				k.Errorf("%d calls of Get for a word had returned, and Uses said %d", 3*n, got)
				return
			}
		}
	})
	g.Close()
}

func TestUsesMayBeAskedWhileOthersGet(t *testing.T) {
	k := kit.Begin(t)
	const readers, askers, each = 4, 2, 60
	g := glossary.New()
	g.Set("race", "a race")
	k.Together(readers+askers, func(i int) {
		last := 0
		for range each {
			if i < readers {
				g.Get("race")
				continue
			}
			uses := g.Uses("race")
			if uses < last || uses > readers*each {
				k.Errorf("Uses said %d after it had said %d, while a word was being looked up %d times", uses, last, readers*each)
				return
			}
			last = uses
		}
	})
	g.Close()
}

func TestUsesGoOnWhenAMeaningChanges(t *testing.T) {
	k := kit.Begin(t)
	const readers, each = 4, 400
	g := glossary.New()
	g.Set("race", "0")
	k.Together(readers+1, func(i int) {
		for n := range each {
			if i == readers {
				g.Set("race", strconv.Itoa(n))
			} else if _, ok := g.Get("race"); !ok {
				k.Errorf("a word was not found while its meaning was being changed")
				return
			}
		}
	})
	if got := g.Uses("race"); got != readers*each {
		k.Errorf("a word was looked up %d times while its meaning was being changed, and %d uses were counted", readers*each, got)
	}
	if got, ok := g.Get("race"); !ok || got != strconv.Itoa(each-1) {
		k.Errorf("the last meaning that was set is %q, and Get said %q, %v", strconv.Itoa(each-1), got, ok)
	}
	g.Close()
}

func TestUsesGoOnWhenSeveralAddAWord(t *testing.T) {
	k := kit.Begin(t)
	// All of them set a word that is new, and use it at once.
	const writers, words, gets = 4, 150, 3
	g := glossary.New()
	k.Together(writers, func(int) {
		for n := range words {
			g.Set(strconv.Itoa(n), "a number")
			for range gets {
				if _, ok := g.Get(strconv.Itoa(n)); !ok {
					k.Errorf("a word had been set, and Get did not find it")
					return
				}
			}
		}
	})
	for n := range words {
		if got := g.Uses(strconv.Itoa(n)); got != writers*gets {
			k.Errorf("%d goroutines set the same new word and looked it up, %d times in all, and %d uses were counted", writers, writers*gets, got)
			break
		}
	}
	g.Close()
}

// words are what the next test sets, each with meanings that begin with the
// word itself.
const words = 12

func word(i int) string { return "word" + strconv.Itoa(i) + " " }

func TestWordsAreReadWhileOthersChange(t *testing.T) {
	k := kit.Begin(t)
	const writers, readers, each = 3, 4, 30
	g := glossary.New()
	for i := range words {
		g.Set(word(i), word(i)+"first")
	}
	k.Together(writers+readers, func(i int) {
		for n := range each {
			switch {
			case i < writers:
				g.Set(word(n%words), word(n%words)+strconv.Itoa(n))
				g.Set("new "+strconv.Itoa(i*each+n)+" ", "new "+strconv.Itoa(i*each+n)+" ")
			case i%2 == 0:
				if !complete(k, g) {
					return
				}
			default:
				meaning, ok := g.Get(word(n % words))
				if !ok || !strings.HasPrefix(meaning, word(n%words)) {
					k.Errorf("Get(%q) said %q, %v", word(n%words), meaning, ok)
					return
				}
			}
		}
	})
	count := 0
	g.Each(func(string, string) { count++ })
	if count != words+writers*each {
		k.Errorf("%d words were set, and Each shows %d", words+writers*each, count)
	}
	g.Close()
}

// complete calls Each, which must show each of the words above once, and new
// ones at most once.
func complete(k *kit.T, g *glossary.Glossary) bool {
	shown := map[string]string{}
	ok := true
	g.Each(func(word, meaning string) {
		if _, again := shown[word]; again && ok {
			k.Errorf("Each showed %q twice", word)
			ok = false
		}
		if !strings.HasPrefix(meaning, word) && ok {
			k.Errorf("Each showed %q with the meaning %q, which is another word's", word, meaning)
			ok = false
		}
		shown[word] = meaning
	})
	for i := range words {
		if _, found := shown[word(i)]; !found && ok {
			k.Errorf("%q is in the glossary, and Each did not show it while others were being set", word(i))
			ok = false
		}
	}
	return ok
}

func TestEachShowsWhatWasSet(t *testing.T) {
	k := kit.Begin(t)
	g := glossary.New()
	shows := func(want map[string]string, after string) {
		shown := map[string]string{}
		g.Each(func(word, meaning string) {
			if _, again := shown[word]; again {
				k.Errorf("Each showed %q twice", word)
			}
			shown[word] = meaning
		})
		if !maps.Equal(shown, want) {
			k.Errorf("after %s Each must show %q, and shows %q", after, want, shown)
		}
	}
	shows(map[string]string{}, "nothing at all")
	g.Set("race", "first")
	g.Set("lock", "")
	shows(map[string]string{"race": "first", "lock": ""}, "two words, one of them with the empty meaning,")
	g.Set("race", "second")
	shows(map[string]string{"race": "second", "lock": ""}, "another meaning")
	g.Get("neither")
	g.Uses("nor")
	shows(map[string]string{"race": "second", "lock": ""}, "a Get and a Uses of words that are not there")
	g.Close()
}

func TestAGlossaryIsCopiedToAnother(t *testing.T) {
	k := kit.Begin(t)
	from, to := glossary.New(), glossary.New()
	from.Set("race", "first")
	to.Set("race", "another")
	to.Set("lock", "another")
	from.Each(func(word, meaning string) { to.Set(word, meaning) })
	from.Set("race", "second")
	words := 0
	from.Each(func(string, string) { words++ })
	if words != 1 {
		k.Errorf("a glossary of 1 word was copied to another one, and its Each shows %d", words)
	}
	for word, want := range map[string]string{"race": "first", "lock": "another"} {
		if got, ok := to.Get(word); !ok || got != want {
			k.Errorf("a glossary was copied to another one by Each and Set; in that %q must mean %q, and Get says %q, %v", word, want, got, ok)
		}
	}
	from.Close()
	to.Close()
}

func TestAWordIsSetWhileAReaderIsInside(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	g := glossary.New()
	g.Set("race", "first")
	g.Set("lock", "first")
	reader := k.Go(1, func(int) {
		g.Each(func(string, string) { hold.Wait() })
	})
	k.Settle()
	var set atomic.Bool
	writer := k.Go(1, func(int) {
		g.Set("race", "second")
		g.Set("peace", "new")
		set.Store(true)
	})
	k.Settle() // it may wait, or not
	asked := func() {}
	if set.Load() {
		asked = k.Go(1, func(int) {
			for word, want := range map[string]string{"race": "second", "peace": "new"} {
				if got, ok := g.Get(word); !ok || got != want {
					k.Errorf("while a reader was inside Each, a Set of %q to %q returned, and then Get said %q, %v", word, want, got, ok)
				}
			}
		})
		k.Settle()
	}
	hold.Release()
	reader()
	asked()
	k.Settle()
	if !set.Load() {
		k.Fatalf("all readers have finished, and Set does not return")
	}
	writer()
	for word, want := range map[string]string{"race": "second", "lock": "first", "peace": "new"} {
		if got, ok := g.Get(word); !ok || got != want {
			k.Errorf("the last meaning that %q was given is %q, and Get says %q, %v", word, want, got, ok)
		}
	}
	g.Close()
}

func TestReadersGoOnTogetherAfterASet(t *testing.T) {
	k := kit.Begin(t)
	const readers = 6
	first, later := k.Hold(), k.Hold()
	g := glossary.New()
	g.Set("race", "first")
	reader := k.Go(1, func(int) {
		g.Each(func(string, string) { first.Wait() })
	})
	k.Settle()
	writer := k.Go(1, func(int) { g.Set("race", "second") })
	k.Settle()
	// These may wait for the one in Set, as long as there is one.
	others := k.Go(readers, func(int) {
		g.Each(func(string, string) { later.Wait() })
	})
	k.Settle()
	first.Release()
	k.Settle()
	if n := later.Inside(); n != readers {
		k.Errorf("%d readers came while somebody waited in Set; when Set could go on, %d of them were inside Each at the same time", readers, n)
	}
	later.Release()
	reader()
	writer()
	others()
	g.Close()
}

func TestReadersDoNotWaitForReaders(t *testing.T) {
	k := kit.Begin(t)
	// More at once than people think of when they choose a bound.
	const readers = 1100
	hold := k.Hold()
	g := glossary.New()
	g.Set("race", "the only word")
	inside := k.Go(readers, func(int) {
		g.Each(func(string, string) { hold.Wait() })
	})
	// Nobody waits in Set.
	k.Settle()
	if n := hold.Inside(); n != readers {
		k.Errorf("%d of %d readers were inside Each at the same time", n, readers)
	}
	var meaning, uses atomic.Bool
	others := k.Go(1, func(int) {
		g.Get("race")
		g.Get("neither")
		meaning.Store(true)
		g.Uses("race")
		g.Uses("neither")
		uses.Store(true)
	})
	k.Settle()
	switch {
	case !meaning.Load():
		k.Errorf("Get waits for readers that are inside Each")
	case !uses.Load():
		k.Errorf("Uses waits for readers that are inside Each")
	}
	hold.Release()
	inside()
	others()
	g.Close()
}

func TestEachCallsOnItsCallersGoroutine(t *testing.T) {
	k := kit.Begin(t)
	g := glossary.New()
	g.Set("race", "first")
	g.Set("lock", "first")
	caller := goroutine()
	g.Each(func(word, _ string) {
		if goroutine() != caller {
			k.Errorf("fn was called for %q on another goroutine than the one that called Each", word)
		}
	})
	g.Close()
}

// goroutine is the calling goroutine's name: the word and the number at the
// beginning of its stack trace.
func goroutine() string {
	var trace [64]byte
	name, _, _ := strings.Cut(string(trace[:runtime.Stack(trace[:], false)]), "[")
	return name
}

func TestAPanicInEachReachesItsCaller(t *testing.T) {
	k := kit.Begin(t)
	for _, value := range []any{"the page is full", errors.New("the page is torn"), 42, new(int)} {
		g := glossary.New()
		g.Set("race", "first")
		switch got := recovered(func() { g.Each(func(string, string) { panic(value) }) }); got {
		case value:
		case nil:
			k.Errorf("fn panicked with %v, and Each returned as if nothing had happened", value)
		default:
			k.Errorf("fn panicked with %v (%T), and the caller of Each recovered %v (%T)", value, value, got, got)
		}
		var set atomic.Bool
		writer := k.Go(1, func(int) {
			g.Set("race", "second")
			set.Store(true)
		})
		k.Settle()
		if !set.Load() {
			k.Fatalf("after fn has panicked inside Each, the next Set waits for ever")
		}
		writer()
		if got, _ := g.Get("race"); got != "second" {
			k.Errorf("the meaning was set to %q, and Get says %q", "second", got)
		}
		g.Close()
	}
}

// recovered calls f and returns what it panicked with.
func recovered(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}

func TestNothingIsLeftBehind(t *testing.T) {
	kit.Begin(t)
	// One goroutine alone, which looks at no result: that is judged above.
	for range 10 {
		g := glossary.New()
		g.Set("race", "first")
		g.Get("race")
		g.Each(func(string, string) {})
		g.Close()
	}
}
