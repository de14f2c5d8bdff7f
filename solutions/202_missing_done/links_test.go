package links_test

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"racekata/grader/kit"
	links "racekata/solutions/202_missing_done"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(links []string, fetch func(link string) error) []links.Broken = links.Check

	_       = links.Broken{Link: "", Err: error(nil)}
	_ error = links.ErrInsecure
)

// A failure is an error that errors.Is finds by identity only.
type failure struct{ link string }

func (f *failure) Error() string { return "404 for " + f.link }

// site is a list of links of which each is good, dead or insecure.
type site struct {
	links []string
	fails map[string]*failure // of the dead ones

	mu      sync.Mutex
	fetched map[string]int
}

// newSite builds a site from a word such as "gdi": good, dead, insecure.
func newSite(kinds string) *site {
	s := &site{fails: map[string]*failure{}, fetched: map[string]int{}}
	for i, kind := range kinds {
		link := fmt.Sprintf("https://docs.example/%d-%c", i, kind)
		switch kind {
		case 'd':
			s.fails[link] = &failure{link}
		case 'i':
			link = fmt.Sprintf("http://docs.example/%d-%c", i, kind)
		}
		s.links = append(s.links, link)
	}
	return s
}

func (s *site) fetch(link string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fetched[link]++
	if f := s.fails[link]; f != nil {
		return f
	}
	return nil
}

// why is the error that must be found in the one that is reported for link;
// nil for a good one.
func (s *site) why(link string) error {
	switch f := s.fails[link]; {
	case f != nil:
		return f
	case !strings.HasPrefix(link, "https://"):
		return links.ErrInsecure
	}
	return nil
}

// judge compares what Check returned with what is wrong with the site.
func (s *site) judge(k *kit.T, got []links.Broken) {
	k.Helper()
	var want []string
	for _, link := range s.links {
		if s.why(link) != nil {
			want = append(want, link)
		}
	}
	var names []string
	for _, b := range got {
		names = append(names, b.Link)
	}
	if fmt.Sprint(names) != fmt.Sprint(want) {
		k.Errorf("%d links are broken and %d were reported: %s; in the order of the list they are: %s", len(want), len(names), some(names), some(want))
		return
	}
	unrelated := &failure{"nothing"}
	for _, b := range got {
		why := s.why(b.Link)
		switch {
		case b.Err == nil:
			k.Errorf("%s was reported as broken without an error", b.Link)
		case !errors.Is(b.Err, why):
			k.Errorf("%s is broken because of %q; errors.Is does not find that in the error reported: %q", b.Link, why, b.Err)
		case errors.Is(b.Err, unrelated), why != links.ErrInsecure && errors.Is(b.Err, links.ErrInsecure):
			k.Errorf("%s is broken because of %q; errors.Is finds in the error reported what has nothing to do with it: %q", b.Link, why, b.Err)
		default:
			continue
		}
		return
	}
}

// some is a list, shortened.
func some(list []string) string {
	switch n := len(list); {
	case n == 0:
		return "none"
	case n > 6:
		return strings.Join(list[:6], " ") + " …"
	}
	return strings.Join(list, " ")
}

// mixes are all words of n letters.
func mixes(n int) []string {
	if n == 0 {
		return []string{""}
	}
	var all []string
	for _, rest := range mixes(n - 1) {
		all = append(all, rest+"g", rest+"d", rest+"i")
	}
	return all
}

func TestReturnsWhateverIsBroken(t *testing.T) {
	kit.Begin(t)
	for n := range 4 {
		for _, mix := range mixes(n) {
			s := newSite(mix)
			links.Check(s.links, s.fetch) // what it reports is judged below
		}
	}
}

func TestReturnsAfterTheLastFetch(t *testing.T) {
	k := kit.Begin(t)
	for _, mix := range []string{"ggg", "gdg", "dgi", "iid"} {
		s := newSite(mix)
		hold := k.Hold()
		slow := s.links[strings.LastIndexAny(mix, "gd")]
		var returned atomic.Bool
		done := k.Go(1, func(int) {
			links.Check(s.links, func(link string) error {
				if link == slow {
					hold.Wait()
				}
				return s.fetch(link)
			})
			returned.Store(true)
		})
		k.Settle()
		early := returned.Load()
		hold.Release()
		done()
		if early {
			k.Fatalf("Check returned while a link was being fetched (links %q: g is good, d dead, i insecure)", mix)
		}
	}
}

// A fetch takes a year, in which who looks now and then burns CPU without end.
//
// Someone who waits for a lock would hold the bubble's time up, and a lock is a
// way to wait like any other. So a look from outside, where time is another, comes
// first: fetch waits for it, and takes its year if nobody waits so.
func TestCheckRestsWhileItWaits(t *testing.T) {
	k := kit.Begin(t)
	inside, rest := make(chan bool), make(chan bool, 1)
	looked := k.Go(1, func(int) {
		<-inside
		k.Settle()
		rest <- !waitingForALock()
	})
	k.Bubble(func(k *kit.T) {
		var (
			calls   atomic.Int64
			fetched atomic.Bool
		)
		s := newSite("gg")
		links.Check(s.links, func(link string) error {
			if calls.Add(1) == 1 {
				inside <- true
				if <-rest {
					time.Sleep(365 * 24 * time.Hour)
				}
				defer fetched.Store(true)
			}
			return s.fetch(link)
		})
		if !fetched.Load() {
			k.Errorf("Check did not wait for a fetch that takes a year")
		}
	})
	close(inside)
	looked()
}

// waitingForALock tells whether somebody waits for one.
func waitingForALock() bool {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	return bytes.Contains(stacks, []byte(" [sync.Mutex.")) || bytes.Contains(stacks, []byte(" [sync.RWMutex."))
}

func TestWhatIsBrokenIsReported(t *testing.T) {
	k := kit.Begin(t)
	for n := range 4 {
		for _, mix := range mixes(n) {
			s := newSite(mix)
			s.judge(k, links.Check(s.links, s.fetch))
			if k.Failed() {
				return
			}
		}
	}
}

func TestSecureIsWhatBeginsWithHTTPS(t *testing.T) {
	k := kit.Begin(t)
	s := newSite("gd")
	s.links = append(s.links, "https://", // which is all that it has
		"", "https:", "https:/docs.example", "https//docs.example", "httpsx://docs.example", "HTTPS://docs.example",
		" https://docs.example", "ftp://docs.example", "docs.example", "http://https://docs.example")
	s.judge(k, links.Check(s.links, s.fetch))
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, link := range s.links {
		if n := s.fetched[link]; n > 0 && s.why(link) == links.ErrInsecure {
			k.Errorf("%q does not begin with https:// and was fetched", link)
		}
	}
}

// A redirect is a failure in which errors.Is finds ErrInsecure as well.
type redirect struct{ to string }

func (r *redirect) Error() string { return "redirected to " + r.to }

func (r *redirect) Unwrap() error { return links.ErrInsecure }

func TestWhatFetchSaysIsReported(t *testing.T) {
	k := kit.Begin(t)
	away := &redirect{"http://docs.example"}
	broken := links.Check([]string{"https://docs.example"}, func(string) error { return away })
	if len(broken) != 1 {
		k.Fatalf("one link of one is broken, and %d were reported", len(broken))
	}
	if err := broken[0].Err; !errors.Is(err, away) {
		k.Errorf("fetch returned the error %q, in which errors.Is finds ErrInsecure; errors.Is does not find it in the error reported: %v", away, err)
	}
}

func TestManyBrokenLinksAreReported(t *testing.T) {
	k := kit.Begin(t)
	for _, mix := range []string{strings.Repeat("d", 1100), strings.Repeat("i", 120), strings.Repeat("gdi", 50)} {
		s := newSite(mix)
		s.judge(k, links.Check(s.links, s.fetch))
		if k.Failed() {
			return
		}
	}
}

func TestReportIsInTheOrderOfTheList(t *testing.T) {
	k := kit.Begin(t)
	s := newSite("dgdid")
	holds := map[string]*kit.Hold{}
	for _, link := range s.links {
		holds[link] = k.Hold()
	}
	var got []links.Broken
	done := k.Go(1, func(int) {
		got = links.Check(s.links, func(link string) error {
			holds[link].Wait()
			return s.fetch(link)
		})
	})
	k.Settle()
	for i := len(s.links) - 1; i >= 0; i-- { // the last answers first
		holds[s.links[i]].Release()
		k.Settle()
	}
	done()
	s.judge(k, got)
}

func TestEachEntryIsFetchedOnce(t *testing.T) {
	k := kit.Begin(t)
	s := newSite("gdi")
	s.links = append(s.links, s.links...)
	const nights = 2 // what was found in one is nothing to the next
	for night := 1; night <= nights; night++ {
		s.judge(k, links.Check(s.links, s.fetch))
		if k.Failed() {
			return
		}
		s.mu.Lock()
		fetched := s.fetched
		s.fetched = map[string]int{}
		s.mu.Unlock()
		for _, link := range s.links {
			want := 2
			if s.why(link) == links.ErrInsecure {
				want = 0
			}
			if got := fetched[link]; got != want {
				k.Errorf("call %d of Check: %s stands in the list twice and was fetched %d times, not %d", night, link, got, want)
				return
			}
		}
	}
}

func TestAllAreFetchedAtTheSameTime(t *testing.T) {
	k := kit.Begin(t)
	const n = 1100
	s := newSite(strings.Repeat("g", n))
	hold := k.Hold()
	var returned atomic.Bool
	done := k.Go(1, func(int) {
		links.Check(s.links, func(string) error {
			hold.Wait()
			return nil
		})
		returned.Store(true)
	})
	k.Settle()
	if inside := hold.Inside(); inside != n {
		k.Errorf("%d of %d links are being fetched at the same time", inside, n)
	}
	// Whether Check waits is judged above. This look puts what it has read, if it
	// has not waited, before what the fetches write, and the race detector is
	// content: it would find that race now and then.
	returned.Load()
	hold.Release()
	done()
}

func TestNothingIsLeftBehind(t *testing.T) {
	kit.Begin(t)
	s := newSite("ggg")
	links.Check(s.links, s.fetch)
	links.Check(nil, s.fetch)
}
