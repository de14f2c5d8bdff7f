package poll_test

import (
	"maps"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"

	"racekata/grader/kit"
	poll "racekata/solutions/108_copied_lock"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(title string) *poll.Poll = poll.New
	_ interface {
		Title() string
		Vote(choice string)
		Total() int
		Result() map[string]int
		Close()
	} = (*poll.Poll)(nil)
)

func TestEveryVoteIsCounted(t *testing.T) {
	k := kit.Begin(t)
	for _, s := range []struct {
		voters, each, choices int
	}{
		{1, 3000, 3}, {2, 300, 1}, {8, 100, 3}, {500, 1, 2},
	} {
		choice := func(i, j int) string { return "choice " + strconv.Itoa((i+j)%s.choices) }
		p := poll.New("lunch")
		k.Together(s.voters, func(i int) {
			for j := range s.each {
				p.Vote(choice(i, j))
			}
		})
		want := map[string]int{}
		for i := range s.voters {
			for j := range s.each {
				want[choice(i, j)]++
			}
		}
		total, result := p.Total(), p.Result()
		p.Close()
		if all := s.voters * s.each; total != all {
			k.Fatalf("%d of %d votes were counted with %d voters and %d choices", total, all, s.voters, s.choices)
		}
		if !maps.Equal(result, want) {
			k.Fatalf("the votes of %d voters were %v, and Result returned %v", s.voters, want, result)
		}
	}
}

func TestFirstVotesForAChoiceAreCounted(t *testing.T) {
	k := kit.Begin(t)
	// A choice has its first vote once. So there are many choices, and the
	// voters come to each of them at the same moment.
	const polls, choices, voters = 40, 50, 2
	var all [polls]*poll.Poll
	for i := range all {
		all[i] = poll.New("a name for the mascot")
	}
	var arrived atomic.Int64
	k.Together(voters, func(int) {
		patience := 100_000 // a voter who is stuck is not waited for
		for j := range polls * choices {
			arrived.Add(1)
			for arrived.Load() < int64(voters*(j+1)) && patience > 0 {
				patience--
				runtime.Gosched()
			}
			all[j/choices].Vote("name " + strconv.Itoa(j%choices))
		}
	})
	for _, p := range all {
		total, result := p.Total(), p.Result()
		p.Close()
		if total != voters*choices || len(result) != choices {
			k.Errorf("%d voters voted at the same time for one new choice after the other, %d in all; Total said %d, and Result has %d choices", voters, choices, total, len(result))
			continue
		}
		for choice, n := range result {
			if n != voters {
				k.Errorf("%d voters voted at the same time for a new choice, and Result has %d for %q", voters, n, choice)
			}
		}
	}
}

func TestVotesForManyChoicesAreCounted(t *testing.T) {
	k := kit.Begin(t)
	const voters, each = 20, 10
	p := poll.New("a name for the mascot")
	k.Together(voters, func(i int) {
		for j := range each {
			p.Vote("name " + strconv.Itoa(i*each+j))
		}
	})
	total, result := p.Total(), p.Result()
	p.Close()
	if total != voters*each || len(result) != voters*each {
		k.Errorf("%d different choices had one vote each; Total said %d, and Result has %d choices", voters*each, total, len(result))
	}
}

func TestEachPollHasItsOwnVotes(t *testing.T) {
	k := kit.Begin(t)
	yesterday, today := poll.New("lunch"), poll.New("lunch")
	yesterday.Vote("salad")
	if got := today.Total(); got != 0 || len(today.Result()) != 0 {
		k.Errorf("one poll had one vote; in another one with the same title Total said %d, and Result returned %v", got, today.Result())
	}
	yesterday.Close()
	today.Close()

	lunch, dinner := poll.New("lunch"), poll.New("dinner")
	lunch.Vote("soup")
	lunch.Vote("")
	dinner.Vote("soup")
	if got := lunch.Title() + ", " + dinner.Title(); got != "lunch, dinner" {
		k.Errorf("the polls lunch, dinner have the titles %s", got)
	}
	if got, want := lunch.Result(), map[string]int{"soup": 1, "": 1}; !maps.Equal(got, want) || lunch.Total() != 2 {
		k.Errorf("one poll had the votes %v; Result returned %v and Total %d", want, got, lunch.Total())
	}
	if got, want := dinner.Result(), map[string]int{"soup": 1}; !maps.Equal(got, want) || dinner.Total() != 1 {
		k.Errorf("another poll had the votes %v; Result returned %v and Total %d", want, got, dinner.Total())
	}
	lunch.Close()
	dinner.Close()
}

func TestTotalMayBeCalledWhileOthersVote(t *testing.T) {
	k := kit.Begin(t)
	const voters, readers, each = 4, 4, 40
	p := poll.New("lunch")
	p.Vote("soup") // what first votes do to each other is judged above
	k.Together(voters+readers, func(i int) {
		last := 0
		for range each {
			if i%2 == 0 {
				p.Vote("soup")
				continue
			}
			total := p.Total()
			if total < last || total > 1+voters*each {
				k.Errorf("Total said %d after it had said %d, while %d votes were being counted after a first one", total, last, voters*each)
				return
			}
			last = total
		}
	})
	p.Close()
}

func TestResultMayBeCalledWhileOthersVote(t *testing.T) {
	k := kit.Begin(t)
	const voters, readers, each = 4, 4, 40
	p := poll.New("lunch")
	p.Vote("soup") // what first votes do to each other is judged above
	k.Together(voters+readers, func(i int) {
		last := 0
		for range each {
			if i%2 == 0 {
				p.Vote("soup")
				continue
			}
			result := p.Result()
			soup := result["soup"]
			if soup < last || soup > 1+voters*each || len(result) > 1 {
				k.Errorf("Result said %v after it had said %d for soup, while %d votes for it were being counted after a first one", result, last, voters*each)
				return
			}
			last = soup
			if result != nil {
				result["a choice that nobody has made"] = 1 // the map is ours
			}
		}
	})
	p.Close()
}

func TestTitleMayBeCalledWhileOthersVote(t *testing.T) {
	k := kit.Begin(t)
	const voters, readers, each = 4, 4, 40
	p := poll.New("lunch")
	p.Vote("soup") // what first votes do to each other is judged above
	k.Together(voters+readers, func(i int) {
		for range each {
			if i%2 == 0 {
				p.Vote("soup")
			} else if title := p.Title(); title != "lunch" {
				k.Errorf("while others voted Title said %q, and the poll is called lunch", title)
				return
			}
		}
	})
	p.Close()
}

func TestTheResultIsTheCallersOwn(t *testing.T) {
	k := kit.Begin(t)
	p := poll.New("lunch")
	p.Vote("soup")
	before := p.Result()
	p.Vote("soup")
	p.Vote("salad")
	if want := map[string]int{"soup": 1}; !maps.Equal(before, want) {
		k.Errorf("Result returned %v; after two more votes that map says %v", want, before)
	}
	// Nobody has voted between these two.
	mine, yours := p.Result(), p.Result()
	if mine != nil {
		mine["soup"] = 7
	}
	if want := map[string]int{"soup": 2, "salad": 1}; !maps.Equal(yours, want) {
		k.Errorf("Result was called twice, one caller changed the map that it had got, and that of the other one says %v, not %v", yours, want)
	}
	if before != nil {
		before["soup"] = 1000
	}
	if got, want := p.Result(), map[string]int{"soup": 2, "salad": 1}; !maps.Equal(got, want) || p.Total() != 3 {
		k.Errorf("the votes were %v, a caller changed the map that it had got, and Result returned %v and Total %d", want, got, p.Total())
	}
	p.Close()
}

func TestVotesThatHaveReturnedAreIncluded(t *testing.T) {
	k := kit.Begin(t)
	p := poll.New("lunch")
	defer p.Close()
	for i := 1; i <= 60; i++ {
		p.Vote("soup")
		if total, soup := p.Total(), p.Result()["soup"]; total != i || soup != i {
			k.Fatalf("%d calls of Vote had returned; Total said %d, and Result %d", i, total, soup)
		}
	}
}

func TestVotesThatHaveReturnedAreIncludedWhileOthersVote(t *testing.T) {
	k := kit.Begin(t)
	const voters, each = 3, 400
	p := poll.New("lunch")
	p.Vote("soup") // what first votes do to each other is judged above
	k.Together(voters, func(i int) {
		known := 1 // so many votes have certainly returned
		for range each {
			p.Vote("soup")
			known++
			said := p.Total
			if i == 0 {
				said = func() int { return p.Result()["soup"] }
			}
			n := said()
			if n < known {
				k.Errorf("%d votes were known to have returned, and only %d were counted", known, n)
				return
			}
			known = n
		}
	})
	if total, soup := p.Total(), p.Result()["soup"]; (total != 1+voters*each || soup != total) && !k.Failed() {
		k.Errorf("%d votes had returned; Total said %d, and Result had %d", 1+voters*each, total, soup)
	}
	p.Close()
}

func TestNothingIsLeftBehind(t *testing.T) {
	k := kit.Begin(t)
	// One goroutine alone: what others could do to each other is judged above.
	for range 5 {
		p := poll.New("lunch")
		p.Vote("soup")
		if total := p.Total(); total != 1 {
			k.Errorf("after one vote Total said %d", total)
		}
		p.Close()
	}
}
