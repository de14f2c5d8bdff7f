package weather_test

import (
	"bytes"
	"runtime"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"racekata/grader/kit"
	weather "racekata/solutions/205_pipeline"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(size int, next func() (line string, ok bool), parse func(line string) weather.Reading) *weather.Import = weather.New
	_ interface {
		Batches() <-chan []weather.Reading
		Close()
	} = (*weather.Import)(nil)

	_ = weather.Reading{Station: "", Tenths: int(0)}
)

const (
	// size is the size of batches where it does not matter.
	size = 4
	// endless is a number of lines that no test receives.
	endless = 5000
	// tooMany is how many lines may be read after Close was called: far more
	// than any answer reads that stops, however late it looks.
	tooMany = 1000
)

// source has the lines "1", "2", … and watches how it is used. It reports
// nothing by itself: a call may come when the test is long over.
type source struct {
	lines   int64           // how many there are
	reading func(int64)     // called within next, with the line's number; may be nil
	parsing func(r reading) // called within parse; may be nil

	calls   atomic.Int64 // of next
	ended   atomic.Bool  // next has returned false
	beyond  atomic.Int64 // calls of next after that
	closing atomic.Bool  // Close was called
	wasted  atomic.Int64 // lines read after that
	closed  atomic.Bool  // Close has returned
	late    atomic.Int64 // calls of next and parse after that
	parsed  atomic.Int64 // calls of parse
}

type reading = weather.Reading

// the reading of line n.
func the(n int64) reading { return reading{Station: strconv.FormatInt(n, 10), Tenths: int(n)} }

func (s *source) next() (string, bool) {
	n := s.calls.Add(1)
	if s.ended.Load() {
		s.beyond.Add(1)
		return "", false
	}
	if s.closed.Load() {
		s.late.Add(1)
	}
	if s.reading != nil {
		s.reading(n)
	}
	if n > s.lines || s.closing.Load() && s.wasted.Add(1) > tooMany {
		s.ended.Store(true)
		return "", false
	}
	return strconv.FormatInt(n, 10), true
}

func (s *source) parse(line string) reading {
	if s.closed.Load() {
		s.late.Add(1)
	}
	s.parsed.Add(1)
	n, err := strconv.ParseInt(line, 10, 64)
	if err != nil {
		return reading{Station: "not a line of the source: " + line}
	}
	if s.parsing != nil {
		s.parsing(the(n))
	}
	return the(n)
}

func (s *source) start(size int) *weather.Import { return weather.New(size, s.next, s.parse) }

// close closes the import.
func (s *source) close(im *weather.Import) {
	s.closing.Store(true)
	im.Close()
	s.closed.Store(true)
}

// judgeClosed looks at an import after close: whether all has come to its end.
func (s *source) judgeClosed(k *kit.T, batches <-chan []reading) {
	k.Helper()
	k.Settle()
	if n := s.late.Load(); n > 0 {
		k.Errorf("Close had returned, and next and parse were called %d times more", n)
	}
	if s.wasted.Load() > tooMany {
		k.Errorf("Close was called, and more than %d lines were read after it", tooMany)
	}
	judgeNoMore(k, batches)
}

// judgeNoMore looks whether a channel is closed, after no more than what may
// have been on its way.
func judgeNoMore(k *kit.T, batches <-chan []reading) {
	k.Helper()
	for range 16 {
		select {
		case _, ok := <-batches:
			if !ok {
				return
			}
		default:
			k.Errorf("Close has returned, and the channel of batches is not closed: whoever ranges over it waits for ever")
			return
		}
	}
	k.Errorf("Close has returned, and batch after batch is still coming")
}

// judge looks whether a batch has the readings of the lines from first on.
func judge(k *kit.T, what string, batch []reading, first int64, size int) bool {
	k.Helper()
	if len(batch) != size {
		k.Errorf("%s has %d readings, not %d", what, len(batch), size)
		return false
	}
	for i, r := range batch {
		if want := the(first + int64(i)); r != want {
			k.Errorf("%s has the reading %v where %v belongs, the one of line %d", what, r, want, want.Tenths)
			return false
		}
	}
	return true
}

func TestAllReadingsArriveInOrder(t *testing.T) {
	k := kit.Begin(t)
	for _, c := range []struct {
		lines int64
		size  int
	}{
		{0, 4}, {1, 4}, {4, 4}, {5, 4}, {7, 4}, {8, 4}, {0, 1}, {1, 1}, {3, 1}, {200, 7}, {120, 120}, {10, 100},
	} {
		s := &source{lines: c.lines}
		im := s.start(c.size)
		var got []reading
		for batch := range im.Batches() {
			switch left := c.lines - int64(len(got)); {
			case len(batch) == 0:
				k.Errorf("an empty batch came after %d of %d readings", len(got), c.lines)
			case len(batch) > c.size || len(batch) < c.size && int64(len(batch)) != left:
				k.Errorf("a batch of %d readings came when %d of %d were still to come; batches are to be of %d", len(batch), left, c.lines, c.size)
			}
			got = append(got, batch...)
			if k.Failed() {
				break
			}
		}
		s.close(im)
		if k.Failed() {
			return
		}
		if !judge(k, "the whole import", got, 1, int(c.lines)) {
			return
		}
		if n := s.beyond.Load(); n > 0 {
			k.Fatalf("next had returned false, and was called %d times more", n)
		}
		if n := s.parsed.Load(); n != c.lines {
			k.Fatalf("there were %d lines, and parse was called %d times", c.lines, n)
		}
	}
}

// What a line says is for parse to know: also if it says nothing, or the same as
// another.
func TestWhateverIsInALine(t *testing.T) {
	k := kit.Begin(t)
	lines := []string{"", "north 31", "north 31", "", "south 7", "north 31", ""}
	say := map[string]reading{"north 31": {Station: "north", Tenths: 31}, "south 7": {Station: "south", Tenths: 7}}
	var read, parsed atomic.Int64
	im := weather.New(2, func() (string, bool) {
		n := read.Add(1)
		if n > int64(len(lines)) {
			return "", false
		}
		return lines[n-1], true
	}, func(line string) reading {
		parsed.Add(1)
		return say[line]
	})
	var got, want []reading
	for batch := range im.Batches() {
		got = append(got, batch...)
	}
	im.Close()
	for _, line := range lines {
		want = append(want, say[line])
	}
	if n := parsed.Load(); n != int64(len(lines)) {
		k.Errorf("there were %d lines, some empty and some alike, and parse was called %d times", len(lines), n)
		return
	}
	if !slices.Equal(got, want) {
		k.Errorf("there were %d lines, some empty and some alike; their readings are %v, and %v came out", len(lines), want, got)
	}
}

func TestTheReceiverMayTakeItsTime(t *testing.T) {
	k := kit.Begin(t)
	// About a year, in which who looks now and then burns CPU without end. It is
	// a prime number of nanoseconds, so that nobody looks just when it is over.
	const takes = 31_536_000_000_000_017 * time.Nanosecond
	k.Bubble(func(k *kit.T) {
		s := &source{lines: 5*size + 1}
		im := s.start(size)
		var got []reading
		start := time.Now()
		for batch := range im.Batches() {
			time.Sleep(takes)
			got = append(got, batch...)
		}
		took := time.Since(start)
		s.close(im)
		if judge(k, "an import of which a batch was taken every year", got, 1, 5*size+1) && took > 6*takes {
			k.Errorf("the receiver of 6 batches took %v for them and waited %v: instead of waiting for him, somebody looks for him now and then", 6*takes, took-6*takes)
		}
	})
}

func TestLinesMayTakeTheirTime(t *testing.T) {
	k := kit.Begin(t)
	const lines, year = 2*size + 1, 365 * 24 * time.Hour
	for _, in := range []string{"next", "parse"} {
		k.Bubble(func(k *kit.T) {
			s := &source{lines: lines}
			switch in {
			case "next":
				s.reading = func(int64) { time.Sleep(year) }
			case "parse":
				s.parsing = func(reading) { time.Sleep(year) }
			}
			im := s.start(size)
			var got []reading
			for batch := range im.Batches() {
				if left := lines - len(got); len(batch) != min(size, left) && !k.Failed() {
					k.Errorf("%s took a year for each line; a batch of %d readings came when %d of %d were still to come; batches are to be of %d", in, len(batch), left, lines, size)
				}
				got = append(got, batch...)
			}
			s.close(im)
			if !k.Failed() {
				judge(k, "an import whose lines take a year each", got, 1, lines)
			}
		})
		if k.Failed() {
			return
		}
	}
}

func TestLinesAreReadOneAfterTheOther(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	s := &source{lines: 3 * size, reading: func(int64) { hold.Wait() }}
	im := s.start(size)
	batches := im.Batches()
	if again := im.Batches(); again != batches {
		k.Errorf("Batches was called twice and returned two channels")
	}
	k.Settle()
	if n := hold.Inside(); n > 1 {
		k.Errorf("%d calls of next were running at the same time", n)
	}
	hold.Release()
	for range 3 {
		<-batches
	}
	s.close(im)
	if n := s.beyond.Load(); n > 0 {
		k.Errorf("next had returned false, and was called %d times more", n)
	}
}

func TestABatchStaysAsItWas(t *testing.T) {
	k := kit.Begin(t)
	const n = 4
	s := &source{lines: n * size}
	im := s.start(size)
	batches := im.Batches()
	var kept [][]reading
	for range n {
		kept = append(kept, <-batches)
		k.Settle() // the import goes on as far as it can
		for i, batch := range kept {
			what := "batch " + strconv.Itoa(i+1) + ", kept since it was received,"
			if !k.Failed() && len(batch) > 0 {
				judge(k, what, batch, int64(1+i*size), size)
			}
		}
	}
	s.close(im)
}

func TestTheReceiverMayChangeABatch(t *testing.T) {
	k := kit.Begin(t)
	const n = 6
	for _, settle := range []bool{true, false} {
		s := &source{lines: n * size}
		im := s.start(size)
		batches := im.Batches()
		var kept [][]reading
		for i := range n {
			batch := <-batches
			if settle {
				k.Settle()
			}
			for j, r := range batch {
				if want := the(int64(i*size + j + 1)); r != want && !k.Failed() {
					k.Errorf("the receiver changed and appended to the batches before; batch %d has the reading %v, not %v", i+1, r, want)
				}
				batch[j] = reading{Station: "changed", Tenths: -i}
			}
			for range 2 * size {
				batch = append(batch, reading{Station: "appended", Tenths: -i})
			}
			kept = append(kept, batch)
		}
		s.close(im)
		for i, batch := range kept {
			for j, r := range batch {
				want := reading{Station: "changed", Tenths: -i}
				if j >= size {
					want.Station = "appended"
				}
				if r != want && !k.Failed() {
					k.Errorf("the receiver of batch %d made its reading %d %v; it has become %v", i+1, j+1, want, r)
				}
			}
		}
		if k.Failed() {
			return
		}
	}
}

func TestCloseAfterAFewBatches(t *testing.T) {
	k := kit.Begin(t)
	for n := range int64(4) {
		s := &source{lines: endless}
		im := s.start(size)
		batches := im.Batches()
		for i := range n {
			judge(k, "a batch", <-batches, 1+i*size, size)
		}
		k.Settle()
		s.close(im)
		s.judgeClosed(k, batches)
		if k.Failed() {
			return
		}
	}
}

func TestCloseRightAfterNew(t *testing.T) {
	k := kit.Begin(t)
	for range 5 {
		s := &source{lines: endless}
		im := s.start(size)
		batches := im.Batches()
		s.close(im)
		s.judgeClosed(k, batches)
		if k.Failed() {
			return
		}
	}
}

func TestCloseAtTheEnd(t *testing.T) {
	k := kit.Begin(t)
	for _, lines := range []int64{0, size - 1, 2 * size, 2*size + 1} {
		s := &source{lines: lines}
		im := s.start(size)
		batches := im.Batches()
		for range lines / size {
			<-batches
		}
		k.Settle() // what is left waits to be received, and is not wanted
		s.close(im)
		s.judgeClosed(k, batches)
		if k.Failed() {
			return
		}
	}
}

func TestCloseWaitsForNextAndParse(t *testing.T) {
	k := kit.Begin(t)
	for _, in := range []string{"next", "parse"} {
		for _, line := range []int64{1, size - 1, 2*size - 1} {
			hold := k.Hold()
			s := &source{lines: endless}
			switch in {
			case "next":
				s.reading = func(n int64) {
					if n == line {
						hold.Wait()
					}
				}
			case "parse":
				s.parsing = func(r reading) {
					if r == the(line) {
						hold.Wait()
					}
				}
			}
			im := s.start(size)
			batches := im.Batches()
			for range line / size {
				<-batches
			}
			k.Settle()
			var returned atomic.Bool
			done := k.Go(1, func(int) {
				s.close(im)
				returned.Store(true)
			})
			k.Settle()
			early := returned.Load() && hold.Inside() > 0
			hold.Release()
			done()
			if early {
				k.Errorf("Close returned while %s was running for line %d", in, line)
			}
			s.judgeClosed(k, batches)
			if k.Failed() {
				return
			}
		}
	}
}

func TestCloseEndsTheRangeOfAnother(t *testing.T) {
	k := kit.Begin(t)
	// The receiver waits for a batch, as next takes its time.
	hold := k.Hold()
	s := &source{lines: endless}
	s.reading = func(n int64) {
		if n == 2*size {
			hold.Wait()
		}
	}
	im := s.start(size)
	batches := im.Batches()
	received := k.Go(1, func(int) {
		for range batches {
		}
	})
	k.Settle()
	closed := k.Go(1, func(int) { s.close(im) })
	k.Settle()
	hold.Release()
	closed()
	received()
	s.judgeClosed(k, batches)
	if k.Failed() {
		return
	}

	// The import waits for the receiver, which is busy with a batch.
	busy := k.Hold()
	s = &source{lines: endless}
	im = s.start(size)
	batches = im.Batches()
	received = k.Go(1, func(int) {
		for range batches {
			busy.Wait()
		}
	})
	k.Settle()
	s.close(im)
	busy.Release()
	received()
	s.judgeClosed(k, batches)
}

// Looks at once: whoever closes the channel has done it before Close returns.
// Not settled, for that would wait for him, too.
func TestTheChannelIsClosedWhenCloseReturns(t *testing.T) {
	k := kit.Begin(t)
	for range 150 {
		s := &source{lines: endless}
		im := s.start(1)
		batches := im.Batches()
		<-batches
		s.close(im)
		judgeNoMore(k, batches)
		if k.Failed() {
			return
		}
	}
}

// Nothing here takes time, so Close has to wait for goroutines that are about
// to end, and for no clock. Nobody is inside of next or parse: an answer may hold
// a lock there, and Close wait for that.
func TestCloseDoesNotWaitByTheClock(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		for range 40 {
			s := &source{lines: endless}
			im := s.start(size)
			<-im.Batches()
			synctest.Wait()
			called := time.Now()
			s.close(im)
			if took := time.Since(called); took > 0 {
				k.Fatalf("no call of next or parse was running, and Close took %v: instead of waiting it looks now and then, or lets time pass", took)
			}
		}
	})
}

// A call of next or parse takes a year while Close waits for it, and who looks
// now and then burns CPU without end.
//
// Someone who waits for a lock would hold the bubble's time up, and a lock is a
// way to wait like any other. So a look from outside, where time is another, comes
// first: the call waits for it, and takes its year if nobody waits so.
func TestCloseRestsWhileItWaits(t *testing.T) {
	k := kit.Begin(t)
	for _, in := range []string{"next", "parse"} {
		inside, closing, rest := make(chan bool), make(chan bool), make(chan bool)
		looked := k.Go(1, func(int) {
			<-closing
			k.Settle()
			rest <- !waitingForALock()
		})
		k.Bubble(func(k *kit.T) {
			s := &source{lines: endless}
			call := func() {
				inside <- true
				if <-rest {
					time.Sleep(365 * 24 * time.Hour)
				}
			}
			switch in {
			case "next":
				s.reading = func(n int64) {
					if n == 2 {
						call()
					}
				}
			case "parse":
				s.parsing = func(r reading) {
					if r == the(2) {
						call()
					}
				}
			}
			im := s.start(size)
			<-inside
			closing <- true
			s.close(im)
			if s.late.Load() > 0 {
				k.Errorf("Close returned, and next or parse were called after it")
			}
		})
		looked()
	}
}

// waitingForALock tells whether somebody waits for one.
func waitingForALock() bool {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	return bytes.Contains(stacks, []byte(" [sync.Mutex.")) || bytes.Contains(stacks, []byte(" [sync.RWMutex."))
}

func TestNothingIsLeftBehind(t *testing.T) {
	k := kit.Begin(t)
	for _, lines := range []int64{2 * size, endless} {
		s := &source{lines: lines}
		im := s.start(size)
		batches := im.Batches()
		for i := range int64(2) {
			judge(k, "a batch", <-batches, 1+i*size, size)
		}
		s.close(im)
	}
}

func TestReadingGoesOnWhileALineIsParsed(t *testing.T) {
	k := kit.Begin(t)
	for _, line := range []int64{1, size - 1, size + 1} {
		hold := k.Hold()
		s := &source{lines: endless}
		s.parsing = func(r reading) {
			if r == the(line) {
				hold.Wait()
			}
		}
		im := s.start(size)
		batches := im.Batches()
		for range line / size {
			<-batches
		}
		k.Settle()
		if n := s.calls.Load(); hold.Inside() > 0 && n <= line {
			k.Errorf("line %d is being parsed, and next has been called %d times: the line after it is not being read", line, n)
		}
		hold.Release()
		s.close(im)
		if k.Failed() {
			return
		}
	}
}

func TestReadingDoesNotRunAway(t *testing.T) {
	k := kit.Begin(t)
	for _, size := range []int64{1, size, 25} {
		ahead := 10 * size
		s := &source{lines: endless}
		im := s.start(int(size))
		batches := im.Batches()
		for received := range int64(3) {
			k.Settle()
			if n := s.calls.Load(); n > ahead+received*size {
				k.Errorf("%d readings were received in batches of %d, and %d lines had been read", received*size, size, n)
				break
			}
			<-batches
		}
		s.close(im)
		if k.Failed() {
			return
		}
	}
}

// What has been parsed too early waits for the line that takes its time, and
// is beyond those that were received, too.
func TestReadingDoesNotRunAwayFromASlowLine(t *testing.T) {
	k := kit.Begin(t)
	for _, size := range []int64{1, size, 25} {
		for _, slow := range []int64{1, 2*size + 1} {
			hold := k.Hold()
			s := &source{lines: endless}
			s.parsing = func(r reading) {
				if r == the(slow) {
					hold.Wait()
				}
			}
			im := s.start(int(size))
			batches := im.Batches()
			received := (slow - 1) / size * size
			for range received / size {
				<-batches
			}
			k.Settle()
			if n := s.calls.Load(); n > 10*size+received {
				k.Errorf("%d readings were received in batches of %d, line %d is still being parsed, and %d lines had been read", received, size, slow, n)
			}
			hold.Release()
			s.close(im)
			if k.Failed() {
				return
			}
		}
	}
}

// Both kinds of the last batch, kept as it came: the sender has no use for it.
func TestTheLastBatchBelongsToItsReceiverToo(t *testing.T) {
	k := kit.Begin(t)
	for _, lines := range []int64{2 * size, 2*size - 1} {
		s := &source{lines: lines}
		im := s.start(size)
		var kept [][]reading
		for batch := range im.Batches() {
			kept = append(kept, slices.Clone(batch))
			for i := range batch {
				batch[i] = reading{Station: "changed"}
			}
			_ = append(batch, reading{Station: "appended"})
		}
		s.close(im)
		if got := slices.Concat(kept...); !judge(k, "an import whose batches the receiver changes", got, 1, int(lines)) {
			return
		}
	}
}
