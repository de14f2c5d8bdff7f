package crawler_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"racekata/grader/kit"
	crawler "racekata/solutions/406_crawler"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(ctx context.Context, root string, workers int, fetch func(ctx context.Context, url string) (links []string, err error)) ([]crawler.Page, error) = crawler.Crawl

	_ = crawler.Page{URL: "", Err: error(nil)}
)

// site is pages and their links; "" is the page to begin with.
type site map[string][]string

// names are n URLs that begin alike.
func names(prefix string, n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("%s/%d", prefix, i)
	}
	return all
}

// star is a page with n links.
func star(n int) site {
	s := site{"": names("", n)}
	for _, url := range s[""] {
		s[url] = nil
	}
	return s
}

// wiki is n pages, and each links to all of them, itself included, twice.
func wiki(n int) site {
	s := site{}
	all := append([]string{""}, names("", n-1)...)
	for _, url := range all {
		s[url] = append(slices.Clone(all), all...)
	}
	return s
}

// book is n pages, one after the other, and each links back to all before.
func book(n int) site {
	s := site{}
	pages := append([]string{""}, names("", n-1)...)
	for i, url := range pages {
		s[url] = pages[:min(i+2, n)]
	}
	return s
}

// shelf is pages of books that begin and end with one page, which links to the
// first.
func shelf(books, pages int) site {
	s := site{"/end": {""}}
	for b := range books {
		last := ""
		for _, url := range names(fmt.Sprintf("/book%d", b), pages) {
			s[last] = append(s[last], url)
			last = url
		}
		s[last] = []string{"/end"}
	}
	return s
}

// lookalikes are URLs that somebody could take for the same page.
var lookalikes = site{
	"":   {"/a", "/a/", "/A", "/a#b", "/a?b", "//a", "/./a", " /a", "/a%20", "/a+", "#", "#b", "?b"},
	"/a": nil, "/a/": nil, "/A": nil, "/a#b": nil, "/a?b": nil, "//a": nil, "/./a": nil, " /a": nil, "/a%20": nil, "/a+": nil,
	"#": nil, "#b": nil, "?b": nil,
}

// visitors counts who fetches what.
type visitors struct {
	site site
	// errs are the pages that cannot be fetched.
	errs map[string]error
	// slow, if not nil, is called by each fetch before it returns.
	slow func(ctx context.Context, url string)

	kit.Gauge
	mu    sync.Mutex
	times map[string]int // guarded by mu
}

func (v *visitors) fetch(ctx context.Context, url string) ([]string, error) {
	v.Enter()
	defer v.Leave()
	v.mu.Lock()
	if v.times == nil {
		v.times = map[string]int{}
	}
	v.times[url]++
	v.mu.Unlock()
	if v.slow != nil {
		v.slow(ctx, url)
	}
	return slices.Clone(v.site[url]), v.errs[url]
}

// fetched tells how often a page was fetched so far.
func (v *visitors) fetched(url string) int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.times[url]
}

// once complains about pages that were fetched twice.
func (v *visitors) once(k *kit.T) {
	k.Helper()
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, url := range slices.Sorted(maps.Keys(v.times)) {
		if n := v.times[url]; n > 1 {
			k.Errorf("the page %q was fetched %d times", url, n)
			return
		}
	}
}

// judge compares a result with the site.
func (s site) judge(k *kit.T, pages []crawler.Page, err error) {
	k.Helper()
	if err != nil {
		k.Errorf("nobody stopped the crawl, and it returned the error %q", err)
	}
	s.each(k, pages)
	found := map[string]bool{}
	for _, p := range pages {
		found[p.URL] = true
	}
	for _, url := range slices.Sorted(maps.Keys(s)) {
		if !found[url] {
			k.Errorf("the page %q is not in the result, which has %d; the site has %d", url, len(pages), len(s))
			return
		}
	}
}

// each complains about pages that are in a result twice, or not of the site.
func (s site) each(k *kit.T, pages []crawler.Page) {
	k.Helper()
	seen := map[string]bool{}
	for _, p := range pages {
		if _, ok := s[p.URL]; !ok || seen[p.URL] {
			k.Errorf("the page %q is in the result twice, or was never on the site", p.URL)
			return
		}
		seen[p.URL] = true
	}
}

// crawling is a crawl on a goroutine of its own.
type crawling struct {
	pages    []crawler.Page
	err      error
	returned atomic.Bool
	wait     func()
}

func crawl(k *kit.T, ctx context.Context, workers int, fetch func(context.Context, string) ([]string, error)) *crawling {
	c := &crawling{}
	c.wait = k.Go(1, func(int) {
		c.pages, c.err = crawler.Crawl(ctx, "", workers, fetch)
		c.returned.Store(true)
	})
	return c
}

func TestSitesOfEveryShape(t *testing.T) {
	k := kit.Begin(t)
	for _, s := range []site{
		{"": nil},
		{"": {""}},
		{"": {"/a", "/a", "/a", ""}, "/a": {"/a", ""}},
		star(70),
		book(12),
		wiki(9),
		shelf(4, 5),
		lookalikes,
	} {
		for _, workers := range []int{1, 2, 7} {
			v := &visitors{site: s}
			pages, err := crawler.Crawl(context.Background(), "", workers, v.fetch)
			s.judge(k, pages, err)
			v.once(k)
			if k.Failed() {
				return
			}
		}
	}
}

func TestAPageThatIsBeingFetchedIsNotFetchedAgain(t *testing.T) {
	k := kit.Begin(t)
	s := site{"": {"/a", "/b"}, "/a": {"/c"}, "/b": {"/c", "/d"}, "/c": {"/d"}, "/d": {"/c"}}
	hold, late := k.Hold(), k.Hold()
	v := &visitors{site: s, slow: func(_ context.Context, url string) {
		switch url {
		case "/b":
			late.Wait()
		case "/c":
			hold.Wait()
		}
	}}
	c := crawl(k, context.Background(), 4, v.fetch)
	k.Settle()
	late.Release() // /c is being fetched, and /b and /d link to it
	k.Settle()
	if n := v.fetched("/c"); n > 1 {
		k.Errorf("a page was being fetched when others that link to it came in; it is being fetched %d times", n)
	}
	hold.Release()
	c.wait()
	s.judge(k, c.pages, c.err)
	v.once(k)
}

func TestAPageThatWaitsIsNotFoundAgain(t *testing.T) {
	k := kit.Begin(t)
	// Two workers, so that /c and /d wait while /a and /b, which link to them,
	// are fetched.
	s := site{"": {"/a", "/b", "/c", "/d"}, "/a": {"/c", "/d"}, "/b": {"/c", "/d"}, "/c": nil, "/d": nil}
	hold := k.Hold()
	v := &visitors{site: s, slow: func(context.Context, string) { hold.Wait() }}
	c := crawl(k, context.Background(), 2, v.fetch)
	for range 5 {
		k.Settle()
		hold.Step()
	}
	k.Settle()
	hold.Release()
	c.wait()
	s.judge(k, c.pages, c.err)
	v.once(k)
}

func TestPagesThatFail(t *testing.T) {
	k := kit.Begin(t)
	broken := errors.New("404 not found")
	s := site{"": {"/a", "/b"}, "/a": nil, "/b": {"/a", "/c"}, "/c": {"/a", "/d"}, "/d": {"/a"}}
	for _, workers := range []int{1, 3} {
		v := &visitors{site: s, errs: map[string]error{"/a": broken}}
		pages, err := crawler.Crawl(context.Background(), "", workers, v.fetch)
		s.judge(k, pages, err)
		v.once(k)
		for _, p := range pages {
			switch failed := p.URL == "/a"; {
			case failed && !errors.Is(p.Err, broken):
				k.Errorf("fetch of %q returned the error %q, and the error of its Page is %v", p.URL, broken, p.Err)
			case failed && errors.Is(p.Err, io.EOF):
				k.Errorf("the error of %q is any error that one asks for: %q", p.URL, p.Err)
			case !failed && p.Err != nil:
				k.Errorf("fetch of %q returned no error, and the error of its Page is %q", p.URL, p.Err)
			}
		}
	}
	// Nothing but a page that fails.
	v := &visitors{site: site{"": nil}, errs: map[string]error{"": broken}}
	pages, err := crawler.Crawl(context.Background(), "", 2, v.fetch)
	v.site.judge(k, pages, err)
	v.once(k)
}

func TestAFailureIsNobodyElses(t *testing.T) {
	k := kit.Begin(t)
	type key struct{}
	hold := k.Hold()
	var told, lost atomic.Int64
	s := star(3)
	v := &visitors{site: s, errs: map[string]error{"/0": errors.New("404 not found")}, slow: func(ctx context.Context, url string) {
		if url == "/1" || url == "/2" {
			hold.Wait()
		}
		if ctx.Err() != nil {
			told.Add(1)
		}
		if ctx.Value(key{}) != "crawl 7" {
			lost.Add(1)
		}
	}}
	c := crawl(k, context.WithValue(context.Background(), key{}, "crawl 7"), 3, v.fetch)
	k.Settle()
	hold.Release()
	c.wait()
	s.judge(k, c.pages, c.err)
	if n := told.Load(); n > 0 {
		k.Errorf("a page could not be fetched, nobody stopped the crawl, and %d of the %d fetches got a context that was done", n, len(s))
	}
	if n := lost.Load(); n > 0 {
		k.Errorf("%d of %d fetches got a context that was not derived from the one that Crawl was given", n, len(s))
	}
}

func TestMoreLinksThanAnyQueueHolds(t *testing.T) {
	k := kit.Begin(t)
	// A worker alone, and several who all find many at the same moment.
	s := star(4200)
	v := &visitors{site: s}
	pages, err := crawler.Crawl(context.Background(), "", 1, v.fetch)
	s.judge(k, pages, err)
	v.once(k)
	if k.Failed() {
		return
	}

	const workers, each = 3, 150
	s = star(workers)
	for _, url := range s[""] {
		s[url] = names(url, each)
		for _, leaf := range s[url] {
			s[leaf] = nil
		}
	}
	hold := k.Hold()
	v = &visitors{site: s, slow: func(_ context.Context, url string) {
		if len(s[url]) == each {
			hold.Wait()
		}
	}}
	c := crawl(k, context.Background(), workers, v.fetch)
	k.Settle()
	hold.Release()
	c.wait()
	s.judge(k, c.pages, c.err)
	v.once(k)
}

func TestManyFindTheSamePages(t *testing.T) {
	k := kit.Begin(t)
	const workers, leaves, rounds = 6, 25, 4
	s := star(workers)
	// Not in order, and one of them twice.
	same := names("/leaf", leaves)
	slices.Reverse(same)
	same = append(same, same[0])
	before := slices.Clone(same)
	for _, url := range s[""] {
		s[url] = same
	}
	for _, url := range same {
		s[url] = nil
	}
	for range rounds {
		hold := k.Hold()
		// Nothing but the hold orders those that fetch.
		c := crawl(k, context.Background(), workers, func(_ context.Context, url string) ([]string, error) {
			if len(s[url]) == len(same) {
				hold.Wait()
			}
			return s[url], nil
		})
		k.Settle()
		hold.Release()
		c.wait()
		s.judge(k, c.pages, c.err)
		if !slices.Equal(same, before) {
			k.Errorf("fetch returned the links of a site, and they are not any more what they were")
		}
		if k.Failed() {
			return
		}
	}
}

func TestLinksAreOnlyRead(t *testing.T) {
	k := kit.Begin(t)
	// A site may keep all its links in one array: behind those of a page are
	// those of others.
	links := []string{"", "/a", "/b", "/a", "/c", "/b", "/d", "/c", "", "/e", "/d", "/f", "/e", ""}
	before := slices.Clone(links)
	s := site{"": links[1:3], "/a": links[3:5], "/b": links[5:7], "/c": links[7:10], "/d": links[10:12], "/e": links[2:5], "/f": links[:0]}
	for _, workers := range []int{1, 3} {
		pages, err := crawler.Crawl(context.Background(), "", workers, func(_ context.Context, url string) ([]string, error) {
			return s[url], nil
		})
		for i, link := range before {
			if links[i] != link {
				k.Errorf("the links that fetch returns are parts of one array of the site's; the crawler has written into it, and what was %q there is now %q", link, links[i])
				return
			}
		}
		s.judge(k, pages, err)
	}
}

func TestAFetchMayTakeAYear(t *testing.T) {
	k := kit.Begin(t)
	// In which who looks now and then burns CPU without end.
	const year = 365 * 24 * time.Hour
	k.Bubble(func(k *kit.T) {
		s := shelf(3, 3)
		v := &visitors{site: s, slow: func(context.Context, string) { time.Sleep(year) }}
		pages, err := crawler.Crawl(context.Background(), "", 3, v.fetch)
		s.judge(k, pages, err)
		v.once(k)
	})
}

func TestCrawlsDoNotMeet(t *testing.T) {
	k := kit.Begin(t)
	// The same names, other links.
	sites := []site{star(5), star(9), shelf(3, 2)}
	hold := k.Hold()
	crawls := make([]*crawling, len(sites))
	for i, s := range sites {
		v := &visitors{site: s, slow: func(context.Context, string) { hold.Wait() }}
		crawls[i] = crawl(k, context.Background(), 2, v.fetch)
	}
	k.Settle()
	hold.Release()
	for i, c := range crawls {
		c.wait()
		sites[i].judge(k, c.pages, c.err)
	}
	// And once more, with what was fetched before.
	v := &visitors{site: sites[0]}
	pages, err := crawler.Crawl(context.Background(), "", 2, v.fetch)
	sites[0].judge(k, pages, err)
}

func TestNoFetchBeginsOnceTheContextIsDone(t *testing.T) {
	k := kit.Begin(t)
	const workers, rounds = 3, 6
	s := star(30)
	for range rounds {
		hold := k.Hold()
		ctx, cancel := context.WithCancelCause(context.Background())
		var (
			quick atomic.Int64
			over  sync.Map // pages that were fetched before
		)
		v := &visitors{site: s, slow: func(_ context.Context, url string) {
			if quick.Add(1) > 9 {
				hold.Wait()
				return
			}
			over.Store(url, true)
		}}
		c := crawl(k, ctx, workers, v.fetch)
		k.Settle()
		before, running := v.Total(), v.Now()
		cancel(errBored)
		k.Settle()
		if c.returned.Load() {
			k.Errorf("Crawl returned, and the number of pages that were still being fetched was %d", v.Now())
		}
		hold.Release()
		c.wait()
		k.Settle()
		if n := v.Total() - before; n > 0 {
			k.Errorf("the context was cancelled while pages were being fetched, %d at once, and after that %d more were", running, n)
		}
		stopped(k, c, context.Canceled, context.DeadlineExceeded)
		s.each(k, c.pages)
		over.Range(func(url, _ any) bool {
			if slices.ContainsFunc(c.pages, func(p crawler.Page) bool { return p.URL == url }) {
				return true
			}
			k.Errorf("the page %q had been fetched before the context was cancelled, and it is not in the result", url)
			return false
		})
		for _, p := range c.pages {
			if v.fetched(p.URL) == 0 {
				k.Errorf("the page %q is in the result, and was never fetched", p.URL)
			}
		}
		if k.Failed() {
			return
		}
	}
}

// errBored is why somebody stops a crawl. The error of the context says nothing
// of it.
var errBored = errors.New("bored")

// stopped looks at the error of a crawl that was stopped.
func stopped(k *kit.T, c *crawling, want, other error) {
	k.Helper()
	switch {
	case !errors.Is(c.err, want):
		got := "nil"
		if c.err != nil {
			got = fmt.Sprintf("%q", c.err.Error())
		}
		k.Errorf("the crawl, whose root is the page %q, was stopped; its error is %s, which does not wrap %q", "", got, want)
	case errors.Is(c.err, other) || errors.Is(c.err, io.EOF):
		k.Errorf("the error of Crawl is any error that one asks for: %q", c.err)
	}
}

func TestWhoeverWaitsIsToldToStop(t *testing.T) {
	k := kit.Begin(t)
	s := star(2)
	ctx, cancel := context.WithCancel(context.Background())
	// More workers than pages: some have nothing to do. And fetches that take
	// until they are told.
	v := &visitors{site: s, slow: func(ctx context.Context, url string) {
		if url != "" {
			<-ctx.Done()
		}
	}}
	c := crawl(k, ctx, 5, v.fetch)
	k.Settle()
	cancel()
	c.wait()
	stopped(k, c, context.Canceled, context.DeadlineExceeded)
}

func TestStoppedBeforeItBegins(t *testing.T) {
	k := kit.Begin(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for range 8 {
		v := &visitors{site: star(4)}
		c := crawl(k, ctx, 3, v.fetch)
		c.wait()
		stopped(k, c, context.Canceled, context.DeadlineExceeded)
		if n := v.Total(); n > 0 || len(c.pages) > 0 {
			k.Errorf("the context was done from the start; the number of pages that were fetched is %d, and of those in the result %d", n, len(c.pages))
			return
		}
	}
}

func TestADeadline(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		s := star(20)
		v := &visitors{site: s, slow: func(context.Context, string) { time.Sleep(time.Hour) }}
		ctx, cancel := context.WithTimeout(context.Background(), 150*time.Minute)
		defer cancel()
		start := time.Now()
		c := &crawling{}
		c.pages, c.err = crawler.Crawl(ctx, "", 2, v.fetch)
		took := time.Since(start)
		stopped(k, c, context.DeadlineExceeded, context.Canceled)
		s.each(k, c.pages)
		if n := v.Total(); n != 5 || took != 3*time.Hour {
			k.Errorf("two workers, an hour a page, and a deadline after two and a half; it took %v, and the number of pages that were fetched is %d instead of 5", took, n)
		}
	})
}

func TestFewGoroutinesHoweverManyLinks(t *testing.T) {
	k := kit.Begin(t)
	for _, team := range []struct{ workers, links, quick int }{{4, 450, 150}, {30, 200, 60}} {
		hold := k.Hold()
		var begun atomic.Int64
		v := &visitors{site: star(team.links), slow: func(context.Context, string) {
			if begun.Add(1) > int64(team.quick) {
				hold.Wait()
			}
		}}
		ctx, cancel := context.WithCancel(context.Background())
		before := runtime.NumGoroutine()
		c := crawl(k, ctx, team.workers, v.fetch)
		k.Settle()
		// One of them is the test's own.
		if n := runtime.NumGoroutine() - before - 1; n > 2*team.workers+10 {
			k.Errorf("%d pages had been fetched, %d more were waiting for %d workers, and the crawler had %d goroutines, not at most %d",
				team.quick, team.links+1-team.quick-team.workers, team.workers, n, 2*team.workers+10)
		}
		cancel()
		k.Settle()
		hold.Release()
		c.wait()
		if k.Failed() {
			return
		}
	}
}

func TestAllWorkersWork(t *testing.T) {
	k := kit.Begin(t)
	for workers, steps := range map[int]int{6: 4, 110: 2} {
		s := star(workers * steps)
		hold := k.Hold()
		v := &visitors{site: s, slow: func(_ context.Context, url string) {
			if url != "" {
				hold.Wait()
			}
		}}
		c := crawl(k, context.Background(), workers, v.fetch)
		for range steps {
			k.Settle()
			if n := v.Now(); n != workers {
				k.Errorf("there are %d workers and pages for all of them; the number of pages that are being fetched is %d", workers, n)
				break
			}
			hold.Step()
		}
		hold.Release()
		c.wait()
		if k.Failed() {
			return
		}
	}
}

func TestWorkersWithNothingToDoStay(t *testing.T) {
	k := kit.Begin(t)
	const workers = 5
	for _, links := range []int{workers, 1} {
		// The others, if there are any, are done long before one page turns out to
		// have links.
		s := star(links)
		s["/0"] = names("/0", 2*workers)
		for _, url := range s["/0"] {
			s[url] = nil
		}
		first, hold := k.Hold(), k.Hold()
		v := &visitors{site: s, slow: func(_ context.Context, url string) {
			switch {
			case url == "/0":
				first.Wait()
			case slices.Contains(s["/0"], url):
				hold.Wait()
			}
		}}
		c := crawl(k, context.Background(), workers, v.fetch)
		k.Settle()
		first.Release()
		k.Settle()
		if n := v.Now(); n != workers {
			k.Errorf("%d of %d workers had nothing to do until a slow page came in, with links for all; the number of pages that are being fetched is %d", workers-1, workers, n)
		}
		hold.Release()
		c.wait()
		if k.Failed() {
			return
		}
	}
}

func TestNobodyWaitsForASlowPage(t *testing.T) {
	k := kit.Begin(t)
	s := shelf(1, 8)
	s[""] = append(s[""], "/slow")
	s["/slow"] = nil
	hold := k.Hold()
	v := &visitors{site: s, slow: func(_ context.Context, url string) {
		if url == "/slow" {
			hold.Wait()
		}
	}}
	c := crawl(k, context.Background(), 2, v.fetch)
	k.Settle()
	if n := v.Total(); n != len(s) {
		k.Errorf("one slow page is being fetched, and another worker is there; fetch has been called for %d of the other %d pages", n-1, len(s)-1)
	}
	if c.returned.Load() {
		k.Errorf("Crawl returned while a page was being fetched")
	}
	hold.Release()
	c.wait()
}

func TestNeverMoreThanThereAreWorkers(t *testing.T) {
	k := kit.Begin(t)
	for _, workers := range []int{1, 2, 5} {
		for _, s := range []site{star(40), shelf(8, 4)} {
			v := &visitors{site: s, slow: func(context.Context, string) { runtime.Gosched() }}
			_, _ = crawler.Crawl(context.Background(), "", workers, v.fetch)
			if n := v.Max(); n > workers {
				k.Errorf("%d pages were being fetched at the same time, with %d workers", n, workers)
				return
			}
		}
	}
}

// foreign is a context of another make than those of package context, which
// need a goroutine to hear from it.
type foreign struct {
	context.Context
	done chan struct{}
}

func (f foreign) Done() <-chan struct{} { return f.done }

func TestNothingIsLeftBehind(t *testing.T) {
	k := kit.Begin(t)
	ctx := foreign{context.Background(), make(chan struct{})}
	// Pages without links: whether more is got through is judged above.
	for range 2 {
		v := &visitors{site: site{"": nil}}
		_, _ = crawler.Crawl(ctx, "", 3, v.fetch)
	}

	// One that is stopped, with links that wait.
	hold := k.Hold()
	stop, cancel := context.WithCancel(context.Background())
	v := &visitors{site: star(12), slow: func(_ context.Context, url string) {
		if url != "" {
			hold.Wait()
		}
	}}
	c := crawl(k, stop, 2, v.fetch)
	k.Settle()
	cancel()
	k.Settle()
	hold.Release()
	c.wait()
}
