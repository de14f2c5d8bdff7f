package ocr_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"racekata/grader/kit"
	ocr "racekata/solutions/302_worker_pool"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(workers int) *ocr.Pool = ocr.New
	_ interface {
		Read(ctx context.Context, pages []int, recognize func(ctx context.Context, page int) (string, error)) ([]ocr.Result, error)
		Close()
	} = (*ocr.Pool)(nil)

	_ = ocr.Result{Text: "", Err: error(nil)}
)

type recognizer = func(ctx context.Context, page int) (string, error)

// volume is n pages that are numbered from first.
func volume(first, n int) []int {
	pages := make([]int, n)
	for i := range pages {
		pages[i] = first + i
	}
	return pages
}

// text is what stands on a page.
func text(page int) string { return "text of page " + strconv.Itoa(page) }

// plain reads a page at once.
func plain(_ context.Context, page int) (string, error) { return text(page), nil }

// holding reads pages that stay in hold.
func holding(hold *kit.Hold) recognizer {
	return func(_ context.Context, page int) (string, error) {
		hold.Wait()
		return text(page), nil
	}
}

// of is so many of what: "1 page", "2 pages".
func of[N int | int64](n N, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// read calls Read, which must succeed with a text for each page.
func read(k *kit.T, p *ocr.Pool, pages []int, recognize recognizer) {
	results, err := p.Read(context.Background(), pages, recognize)
	if err != nil {
		k.Errorf("no context was done, and Read returned the error %q", err)
		return
	}
	if len(results) != len(pages) {
		k.Errorf("Read was given %s and returned %s", of(len(pages), "page"), of(len(results), "result"))
		return
	}
	for i, r := range results {
		if want := text(pages[i]); r.Text != want || r.Err != nil {
			k.Errorf("page %d of %d was read as %q, and its result is the text %q with the error %v", i+1, len(pages), want, r.Text, r.Err)
			return
		}
	}
}

// stepwise has several Reads of a pool run, lets pages go on step by step, and
// looks each time at how many are being read.
func stepwise(k *kit.T, workers, reads, pages int) {
	hold := k.Hold()
	p := ocr.New(workers)
	done := k.Go(reads, func(i int) { read(k, p, volume(100*i, pages), holding(hold)) })
	for range reads * pages {
		k.Settle()
		if n := hold.Inside(); n > workers {
			k.Errorf("a pool of %s had %s running, and %s being read at once", of(workers, "worker"), of(reads, "Read"), of(n, "page"))
			break
		}
		if hold.Total() == reads*pages {
			break // no page is left to begin
		}
		hold.Step()
	}
	hold.Release()
	done()
	p.Close()
}

func TestNoMorePagesThanWorkers(t *testing.T) {
	k := kit.Begin(t)
	stepwise(k, 1, 1, 4)
	stepwise(k, 3, 1, 14)
}

func TestReadsShareTheWorkers(t *testing.T) {
	k := kit.Begin(t)
	stepwise(k, 2, 3, 4)
}

func TestNoMorePagesAfterAWhile(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		// In which who looks now and then burns CPU without end.
		const year = 365 * 24 * time.Hour
		const workers, pages = 2, 8
		hold := k.Hold()
		p := ocr.New(workers)
		time.Sleep(year)
		done := k.Go(1, func(int) { read(k, p, volume(1, pages), holding(hold)) })
		time.Sleep(year)
		if n := hold.Inside(); n > workers {
			k.Errorf("each page took more than a year, and %d were being read at once; there are %d workers", n, workers)
		}
		hold.Release()
		done()
		p.Close()
	})
}

func TestPagesThatTakeNoTime(t *testing.T) {
	k := kit.Begin(t)
	const workers, reads, pages = 3, 3, 40
	var gauge kit.Gauge
	p := ocr.New(workers)
	k.Together(reads, func(i int) {
		read(k, p, volume(100*i, pages), func(_ context.Context, page int) (string, error) {
			gauge.Enter()
			defer gauge.Leave()
			runtime.Gosched() // for others to begin, if they can
			return text(page), nil
		})
	})
	p.Close()
	if n := gauge.Max(); n > workers {
		k.Errorf("%d pages were being read at once; there are %d workers", n, workers)
	}
	if n := gauge.Total(); n != reads*pages {
		k.Errorf("%d pages were to be read, and recognize was called %s", reads*pages, of(n, "time"))
	}
}

func TestAVolumeNeedsFewGoroutines(t *testing.T) {
	k := kit.Begin(t)
	const workers, pages = 4, 1200
	const most = 2*workers + 10
	all, first := k.Hold(), k.Hold()
	k.Settle()
	before := runtime.NumGoroutine()
	p := ocr.New(workers)
	done := k.Go(1, func(int) {
		read(k, p, volume(0, pages), func(_ context.Context, page int) (string, error) {
			all.Wait()
			if page == 0 {
				first.Wait()
			}
			return text(page), nil
		})
	})
	k.Settle()
	if n := runtime.NumGoroutine() - before - 1; n > most { // 1 calls Read
		k.Errorf("%d pages are being read by %d workers, and Read costs %s; at most %d are allowed", pages, workers, of(n, "goroutine"), most)
	}
	all.Release()
	k.Settle()
	if n := runtime.NumGoroutine() - before - 1; n > most {
		k.Errorf("the first of %d pages is still being read, and Read costs %s; at most %d are allowed", pages, of(n, "goroutine"), most)
	}
	first.Release()
	done()
	p.Close()
}

func TestAllWorkersHaveAPage(t *testing.T) {
	k := kit.Begin(t)
	const workers = 12
	for _, pages := range []int{workers, 2*workers + 1} {
		hold := k.Hold()
		p := ocr.New(workers)
		done := k.Go(1, func(int) { read(k, p, volume(1, pages), holding(hold)) })
		k.Settle()
		if n := hold.Inside(); n < workers {
			k.Errorf("%d workers have %d pages to read, and only %d at once are being read", workers, pages, n)
		}
		hold.Release()
		done()
		p.Close()
	}
}

func TestASlowPageHoldsUpOneWorker(t *testing.T) {
	k := kit.Begin(t)
	const workers, pages = 3, 20
	for _, slow := range [][]int{{0}, {1, 7}, {pages - 2}} {
		hold := k.Hold()
		p := ocr.New(workers)
		var begun atomic.Int64
		done := k.Go(1, func(int) {
			read(k, p, volume(0, pages), func(_ context.Context, page int) (string, error) {
				begun.Add(1)
				for _, s := range slow {
					if page == s {
						hold.Wait()
					}
				}
				return text(page), nil
			})
		})
		k.Settle()
		if n := begun.Load(); n < pages {
			k.Errorf("of %d workers, %d got a slow page, and the others are idle with %s of %d not begun", workers, len(slow), of(pages-n, "page"), pages)
		}
		hold.Release()
		done()
		p.Close()
	}
}

func TestWorkersServeEveryRead(t *testing.T) {
	k := kit.Begin(t)
	const workers = 3
	hold := k.Hold()
	p := ocr.New(workers)
	first := k.Go(1, func(int) { read(k, p, volume(1, 2), holding(hold)) })
	k.Settle()
	var over atomic.Bool
	second := k.Go(1, func(int) {
		read(k, p, volume(11, 5), plain)
		over.Store(true)
	})
	k.Settle()
	if !over.Load() {
		k.Errorf("one of %d workers is idle, and a second Read gets on no further", workers)
	}
	third := k.Go(1, func(int) { read(k, p, volume(21, 1), holding(hold)) })
	k.Settle()
	if n := hold.Inside(); n < workers && over.Load() {
		k.Errorf("two Reads have 3 pages for %d workers, and the number of pages that are being read is %d", workers, n)
	}
	hold.Release()
	first()
	second()
	third()
	p.Close()
}

func TestPoolsDoNotLimitEachOther(t *testing.T) {
	k := kit.Begin(t)
	sizes := []int{1, 3, 2}
	holds := make([]*kit.Hold, len(sizes))
	pools := make([]*ocr.Pool, len(sizes))
	var waits []func()
	for i, workers := range sizes {
		pools[i], holds[i] = ocr.New(workers), k.Hold()
		waits = append(waits, k.Go(1, func(int) { read(k, pools[i], volume(1, 4), holding(holds[i])) }))
	}
	k.Settle()
	for i, workers := range sizes {
		if n := holds[i].Inside(); n < workers {
			k.Errorf("there are pools of %v workers; the one with %s has %s being read", sizes, of(workers, "worker"), of(n, "page"))
		}
		holds[i].Release()
	}
	for i := range sizes {
		waits[i]()
		pools[i].Close()
	}
}

func TestResultsAreInTheOrderOfPages(t *testing.T) {
	k := kit.Begin(t)
	const n = 6
	var holds [n]*kit.Hold
	for i := range holds {
		holds[i] = k.Hold()
	}
	p := ocr.New(n)
	done := k.Go(1, func(int) {
		// The page that comes first has the largest number, and is finished last.
		read(k, p, []int{5, 4, 3, 2, 1, 0}, func(_ context.Context, page int) (string, error) {
			holds[page].Wait()
			return text(page), nil
		})
	})
	k.Settle()
	for _, hold := range holds {
		hold.Release()
		k.Settle()
	}
	done()
	p.Close()
}

func TestAVolumeAndSomeIssues(t *testing.T) {
	k := kit.Begin(t)
	p := ocr.New(3)
	for _, n := range []int{90, 3, 1, 2, 0, 17} {
		read(k, p, volume(1, n), plain)
	}
	p.Close()
}

func TestAPageMayComeTwice(t *testing.T) {
	k := kit.Begin(t)
	pages := []int{7, 7, 3, 7, 3}
	var calls atomic.Int64
	p := ocr.New(2)
	// No two calls have the same text, so that each can be looked for. Which of
	// the elements with page 7 has which is open.
	results, err := p.Read(context.Background(), pages, func(_ context.Context, page int) (string, error) {
		return fmt.Sprintf("%s, call %d", text(page), calls.Add(1)), nil
	})
	p.Close()
	if err != nil {
		k.Errorf("no context was done, and Read returned the error %q", err)
	}
	if n := calls.Load(); n != int64(len(pages)) {
		k.Fatalf("the pages %v were to be read, and recognize was called %s", pages, of(n, "time"))
	}
	if len(results) != len(pages) {
		k.Fatalf("Read was given %s and returned %s", of(len(pages), "page"), of(len(results), "result"))
	}
	texts := map[string]bool{}
	for i, r := range results {
		texts[r.Text] = true
		if !strings.HasPrefix(r.Text, text(pages[i])+",") || r.Err != nil {
			k.Errorf("the pages %v were read; the result of element %d is the text %q with the error %v", pages, i, r.Text, r.Err)
			return
		}
	}
	if len(texts) < len(pages) {
		k.Errorf("the pages %v were to be read, recognize returned %d different texts, and the results have %d of them", pages, len(pages), len(texts))
	}
}

func TestAPageThatCannotBeRead(t *testing.T) {
	k := kit.Begin(t)
	torn, other := errors.New("torn"), errors.New("unrelated")
	const pages = 12
	p := ocr.New(2)
	results, err := p.Read(context.Background(), volume(0, pages), func(_ context.Context, page int) (string, error) {
		if page == 3 || page == 8 {
			return "half of " + text(page), torn
		}
		return text(page), nil
	})
	p.Close()
	if err != nil {
		k.Errorf("two pages could not be read, no context was done, and Read returned the error %q", err)
	}
	if len(results) != pages {
		k.Fatalf("%d pages were to be read, two of them could not, and Read returned %s", pages, of(len(results), "result"))
	}
	for page, r := range results {
		want, bad := text(page), page == 3 || page == 8
		if bad {
			want = "half of " + want
		}
		switch {
		case r.Text != want:
			k.Errorf("page %d was read as %q, and the text in its result is %q", page, want, r.Text)
		case !bad && r.Err != nil:
			k.Errorf("page %d could be read, and its result has the error %q", page, r.Err)
		case bad && !errors.Is(r.Err, torn):
			k.Errorf("page %d could not be read because of %q, and its result has the error %v", page, torn, r.Err)
		case bad && errors.Is(r.Err, other):
			k.Errorf("page %d could not be read because of %q, and its error claims to be any other one too", page, torn)
		}
	}
}

func TestAnErrorStopsNoOtherPage(t *testing.T) {
	k := kit.Begin(t)
	const workers, pages = 2, 6
	torn := errors.New("torn")
	first, others := k.Hold(), k.Hold()
	var calls, stopped atomic.Int64
	p := ocr.New(workers)
	done := k.Go(1, func(int) {
		_, _ = p.Read(context.Background(), volume(1, pages), func(ctx context.Context, page int) (string, error) {
			if calls.Add(1) == 1 {
				first.Wait()
				return "", torn
			}
			others.Wait()
			if ctx.Err() != nil {
				stopped.Add(1)
			}
			return text(page), nil
		})
	})
	k.Settle() // one that is going to be torn is being read, and another one
	first.Release()
	k.Settle() // whoever wants to act on the error has
	others.Release()
	done()
	p.Close()
	if n := stopped.Load(); n > 0 {
		k.Errorf("one page was torn, and %s got a context that was done: they were told to stop", of(n, "other call"))
	}
	if n := calls.Load(); n != pages {
		k.Errorf("one page was torn, and recognize was called for %d of %d pages", n, pages)
	}
}

func TestReadsDoNotMixTheirResults(t *testing.T) {
	k := kit.Begin(t)
	const reads, pages = 3, 6
	hold := k.Hold()
	p := ocr.New(4)
	done := k.Go(reads, func(i int) { read(k, p, volume(100*i, pages), holding(hold)) })
	for range reads * pages {
		if k.Settle(); hold.Total() == reads*pages {
			break // no page is left to begin
		}
		hold.Step()
	}
	hold.Release()
	done()
	p.Close()
}

func TestWhatWorkersHaveDoneIsSeen(t *testing.T) {
	k := kit.Begin(t)
	// No lock in here: Read alone orders what the workers do before what comes
	// after it.
	const pages = 60
	p := ocr.New(4)
	letters := make([]int, pages)
	results, _ := p.Read(context.Background(), volume(0, pages), func(_ context.Context, page int) (string, error) {
		letters[page] = page + 1
		return "", nil
	})
	sum := 0
	for _, n := range letters {
		sum += n
	}
	if want := pages * (pages + 1) / 2; sum != want {
		k.Errorf("%d letters were recognized, and %d are there when Read has returned", want, sum)
	}
	for i := range results {
		results[i] = ocr.Result{} // it is the caller's now
	}
	p.Close()
}

// stopped judges the error of a Read whose context was cancelled before all of
// its pages had been begun.
func stopped(k *kit.T, err error) {
	k.Helper()
	switch {
	case err == nil:
		k.Errorf("a context was cancelled before all pages were begun, and Read returned no error")
	case !errors.Is(err, context.Canceled):
		k.Errorf("a context was cancelled before all pages were begun, and the error of Read does not wrap context.Canceled: %q", err)
	case errors.Is(err, context.DeadlineExceeded):
		k.Errorf("a context was cancelled before all pages were begun, and the error of Read claims to be another one too: %q", err)
	}
}

func TestACancelledReadBeginsNoOtherPage(t *testing.T) {
	k := kit.Begin(t)
	for _, workers := range []int{1, 3} {
		const pages = 30
		ctx, cancel := context.WithCancel(context.Background())
		hold := k.Hold()
		p := ocr.New(workers)
		var over atomic.Bool
		done := k.Go(1, func(int) {
			_, err := p.Read(ctx, volume(1, pages), holding(hold))
			stopped(k, err)
			over.Store(true)
		})
		k.Settle()
		cancel()
		k.Settle()
		if n := hold.Inside(); over.Load() && n > 0 {
			k.Errorf("a context was cancelled, and Read returned while recognize was still running for %s", of(n, "page"))
		}
		hold.Release()
		done()
		k.Settle() // for those who go on all the same
		if n := hold.Total(); n != workers {
			k.Errorf("a pool of %s had a page for each when a context was cancelled, and in the end recognize had been called for %s", of(workers, "worker"), of(n, "page"))
		}
		p.Close()
		if k.Failed() {
			return
		}
	}
}

func TestAContextThatIsDoneTooLate(t *testing.T) {
	k := kit.Begin(t)
	const workers = 3
	for _, pages := range []int{workers, 2 * workers} {
		ctx, cancel := context.WithCancel(context.Background())
		last := k.Hold()
		var begun atomic.Int64
		p := ocr.New(workers)
		var (
			results []ocr.Result
			err     error
		)
		done := k.Go(1, func(int) {
			results, err = p.Read(ctx, volume(1, pages), func(_ context.Context, page int) (string, error) {
				if int(begun.Add(1)) > pages-workers {
					last.Wait()
				}
				return text(page), nil
			})
		})
		k.Settle()
		all := int(begun.Load()) == pages // that they can be is judged elsewhere
		cancel()
		k.Settle()
		last.Release()
		done()
		p.Close()
		if !all {
			continue
		}
		if err != nil {
			k.Errorf("a context was cancelled when the last of %d pages were being read, every page has been read, and Read returned the error %q", pages, err)
			return
		}
		if len(results) != pages {
			k.Errorf("a context was cancelled when the last of %d pages were being read, every page has been read, and Read returned %s", pages, of(len(results), "result"))
			return
		}
		for i, r := range results {
			if want := text(i + 1); r.Text != want || r.Err != nil {
				k.Errorf("a context was cancelled when the last of %d pages were being read; page %d was read as %q, and its result is the text %q with the error %v", pages, i+1, want, r.Text, r.Err)
				return
			}
		}
	}
}

func TestAContextThatIsDoneBeforehand(t *testing.T) {
	k := kit.Begin(t)
	const times = 24
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var begun atomic.Int64
	p := ocr.New(2)
	for range times {
		_, err := p.Read(ctx, volume(1, 3), func(_ context.Context, page int) (string, error) {
			begun.Add(1)
			return text(page), nil
		})
		if stopped(k, err); k.Failed() {
			break
		}
	}
	k.Settle()
	if n := begun.Load(); n > 0 {
		k.Errorf("a context was cancelled before Read was called, and recognize was called for %s", of(n, "page"))
	}
	p.Close()
}

func TestACancelledReadWaitsForNobodyElse(t *testing.T) {
	k := kit.Begin(t)
	const workers = 2
	hold := k.Hold()
	p := ocr.New(workers)
	first := k.Go(1, func(int) { read(k, p, volume(1, 2*workers), holding(hold)) })
	k.Settle()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var (
		over  atomic.Bool
		begun atomic.Int64
	)
	second := k.Go(1, func(int) {
		_, err := p.Read(ctx, volume(11, 5), func(_ context.Context, page int) (string, error) {
			begun.Add(1)
			return text(page), nil
		})
		stopped(k, err)
		over.Store(true)
	})
	k.Settle()
	cancel()
	k.Settle()
	if !over.Load() {
		k.Errorf("all workers have pages of one Read, the context of another one was cancelled, and it does not return")
	}
	hold.Release()
	first()
	second()
	if n := begun.Load(); n > 0 {
		k.Errorf("a Read was cancelled before a worker was free, and recognize was called for %d of its pages", n)
	}
	p.Close()
}

// late is the context of a Read that has just been told by the nth call of Err
// that nothing has ended, and is held up before it can do anything with it.
type late struct {
	context.Context
	err   atomic.Int64 // calls that are left until the pause
	pause *kit.Hold
}

func (l *late) Err() error {
	err := l.Context.Err()
	if l.err.Add(-1) == 0 {
		l.pause.Wait()
	}
	return err
}

// Who has looked at the context and is just about to wait is not there yet
// when somebody calls that it is done.
func TestAReadThatIsJustAboutToWait(t *testing.T) {
	k := kit.Begin(t)
	for n := range int64(3) {
		busy, pause := k.Hold(), k.Hold()
		p := ocr.New(1)
		other := k.Go(1, func(int) { read(k, p, volume(1, 1), holding(busy)) })
		k.Settle()
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		var over atomic.Bool
		waits := k.Go(1, func(int) {
			l := &late{Context: ctx, pause: pause}
			l.err.Store(n + 1)
			_, err := p.Read(l, volume(10, 2), func(_ context.Context, page int) (string, error) { return text(page), nil })
			stopped(k, err)
			over.Store(true)
		})
		k.Settle()
		cancel()
		k.Settle()
		pause.Release()
		k.Settle()
		if !over.Load() {
			k.Errorf("a Read was just about to wait for a worker when its context was cancelled; it waits on")
		}
		busy.Release()
		k.Settle()
		if k.Failed() {
			return
		}
		waits()
		other()
		p.Close()
	}
}

func TestThePoolGoesOnAfterACancelledRead(t *testing.T) {
	k := kit.Begin(t)
	const workers, rounds = 3, 4
	p := ocr.New(workers)
	for range rounds {
		ctx, cancel := context.WithCancel(context.Background())
		hold := k.Hold()
		done := k.Go(2, func(int) {
			_, err := p.Read(ctx, volume(1, 2*workers), holding(hold))
			stopped(k, err)
		})
		k.Settle()
		cancel()
		k.Settle()
		hold.Release()
		done()

		again := k.Hold()
		next := k.Go(1, func(int) { read(k, p, volume(1, workers+1), holding(again)) })
		k.Settle()
		if n := again.Inside(); n != workers {
			k.Errorf("a Read was cancelled, and %s of the next one got a worker; the pool has %d", of(n, "page"), workers)
		}
		again.Release()
		next()
		if k.Failed() {
			break
		}
	}
	p.Close()
}

func TestRecognizeIsGivenTheContext(t *testing.T) {
	k := kit.Begin(t)
	const workers = 2
	type key struct{}
	parent := context.WithValue(context.Background(), key{}, "volume 7")
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	var told, deaf atomic.Int64
	hold := k.Hold()
	p := ocr.New(workers)
	done := k.Go(1, func(int) {
		_, err := p.Read(ctx, volume(1, 2*workers), func(ctx context.Context, page int) (string, error) {
			if ctx.Value(key{}) == "volume 7" {
				told.Add(1)
			}
			hold.Wait()
			if ctx.Err() == nil {
				deaf.Add(1)
			}
			return text(page), ctx.Err()
		})
		stopped(k, err)
	})
	k.Settle()
	cancel()
	k.Settle()
	hold.Release()
	done()
	p.Close()
	if n := deaf.Load(); n > 0 {
		k.Errorf("a context was cancelled, and %d of %d calls of recognize had not been told", n, workers)
	}
	if n := told.Load(); n < workers {
		k.Errorf("%d of %d calls of recognize got a context that knows nothing of the one that Read was given", workers-n, workers)
	}
}

func TestADeadlineEndsARead(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		const pages, each, patience = 10, 2 * time.Second, 7 * time.Second
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		var begun atomic.Int64
		p := ocr.New(1)
		start := time.Now()
		_, err := p.Read(ctx, volume(1, pages), func(_ context.Context, page int) (string, error) {
			begun.Add(1)
			time.Sleep(each)
			return text(page), nil
		})
		took := time.Since(start)
		if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
			k.Errorf("a deadline passed while pages were being read, and Read returned the error %v", err)
		}
		if n := begun.Load(); n != 4 || took != 8*time.Second {
			k.Errorf("one worker needs %v for a page, and the deadline is after %v; recognize was called for %s instead of 4, and Read returned after %v instead of 8s", each, patience, of(n, "page"), took)
		}
		p.Close()
		time.Sleep(5 * time.Second) // for those who go on all the same
	})
}

// lasting is a context that does not end and is not of package context: who
// derives another one from it, or waits for its end, and does not take that
// back leaves a goroutine behind.
type lasting struct{ done chan struct{} }

func (lasting) Deadline() (t time.Time, ok bool) { return t, false }
func (l lasting) Done() <-chan struct{}          { return l.done }
func (lasting) Value(any) any                    { return nil }
func (lasting) Err() error                       { return nil }

func TestNothingIsLeftBehind(t *testing.T) {
	kit.Begin(t)
	for range 3 {
		p := ocr.New(3)
		_, _ = p.Read(lasting{make(chan struct{})}, volume(1, 8), plain)
		p.Close()
	}
}

func TestNothingIsLeftBehindByACancelledRead(t *testing.T) {
	k := kit.Begin(t)
	ctx, cancel := context.WithCancel(context.Background())
	hold := k.Hold()
	p := ocr.New(2)
	done := k.Go(1, func(int) { _, _ = p.Read(ctx, volume(1, 12), holding(hold)) })
	k.Settle()
	cancel()
	k.Settle()
	hold.Release()
	done()
	p.Close()
}
