package thumbs_test

import (
	"bytes"
	"maps"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"racekata/grader/kit"
	thumbs "racekata/solutions/201_late_add"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(render func(photo string)) *thumbs.Maker = thumbs.New
	_ interface {
		Start(photo string)
		Wait()
		Close()
	} = (*thumbs.Maker)(nil)
)

// rounds is how often a test repeats what depends on which goroutine runs
// first. At -cpu 1 the first round decides.
const rounds = 20

func TestWaitRightAfterStart(t *testing.T) {
	k := kit.Begin(t)
	for range rounds {
		var rendered atomic.Int64
		m := thumbs.New(func(string) { rendered.Add(1) })
		m.Start("IMG_0001.jpg")
		m.Wait()
		got := rendered.Load()
		m.Close()
		if got != 1 {
			k.Fatalf("one photo was started, and Wait returned with %d rendered", got)
		}
	}
}

func TestWaitWaitsForTheSlowestPhoto(t *testing.T) {
	k := kit.Begin(t)
	for _, done := range []int{0, 1, 2} { // so many are done before the slow one is started
		slow := k.Hold()
		m := thumbs.New(func(photo string) {
			if photo == "slow" {
				slow.Wait()
			}
		})
		for range done {
			k.Go(1, func(int) { m.Start("quick") })()
			k.Settle()
		}
		var returned atomic.Bool
		// Not on the test's own goroutine: it must be able to look, whatever Start
		// and Wait do.
		waiter := k.Go(1, func(int) {
			m.Start("quick")
			m.Start("slow")
			m.Start("quick too")
			m.Wait()
			returned.Store(true)
		})

		k.Settle()
		if returned.Load() {
			k.Errorf("Wait returned while one of %d photos was being rendered; %d were done before it was started", 3+done, done)
		}
		slow.Release()
		waiter()
		m.Close()
	}
}

func TestWaitWaitsForPhotosThatRenderStarts(t *testing.T) {
	k := kit.Begin(t)
	for range rounds {
		var (
			hold     = k.Hold()
			rendered atomic.Int64
			seen     atomic.Int64
			m        *thumbs.Maker
		)
		m = thumbs.New(func(photo string) {
			if photo == "panorama" {
				hold.Wait()
				m.Start("left")
				m.Start("right")
			}
			rendered.Add(1)
		})
		done := k.Go(1, func(int) {
			m.Start("panorama")
			m.Wait()
			seen.Store(rendered.Load())
		})
		k.Settle() // now Wait waits for the panorama
		hold.Release()
		done()
		got := seen.Load()
		m.Close()
		if got != 3 {
			k.Fatalf("a panorama and its two parts were started, and Wait returned with %d rendered", got)
		}
	}
}

func TestPartsOfPartsAreWaitedFor(t *testing.T) {
	k := kit.Begin(t)
	var (
		parts    = k.Hold()
		m        *thumbs.Maker
		returned atomic.Bool
	)
	m = thumbs.New(func(photo string) {
		if len(photo) < 3 {
			m.Start(photo + "a")
			m.Start(photo + "b")
			return
		}
		parts.Wait()
	})
	done := k.Go(1, func(int) {
		m.Start("p")
		m.Wait()
		returned.Store(true)
	})

	k.Settle()
	if returned.Load() {
		k.Errorf("Wait returned while parts of a panorama's parts were being rendered")
	}
	parts.Release()
	done()
	m.Close()
	if n := parts.Total(); n != 4 {
		k.Errorf("a panorama has two parts with two parts each, and %d of those 4 were rendered", n)
	}
}

// A photo takes a year, in which who looks now and then burns CPU without end.
//
// Someone who waits for a lock would hold the bubble's time up, and a lock is a
// way to wait like any other. So a look from outside, where time is another, comes
// first: render waits for it, and takes its year if nobody waits so.
func TestWaitRests(t *testing.T) {
	k := kit.Begin(t)
	inside, rest := make(chan bool), make(chan bool, 1)
	looked := k.Go(1, func(int) {
		<-inside
		k.Settle()
		rest <- !waitingForALock()
	})
	k.Bubble(func(k *kit.T) {
		var calls atomic.Int64
		m := thumbs.New(func(string) {
			if calls.Add(1) == 1 {
				inside <- true
				if <-rest {
					time.Sleep(365 * 24 * time.Hour)
				}
			}
		})
		m.Start("IMG_0001.jpg")
		m.Wait()
		m.Close()
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

func TestNextAlbumIsWaitedForToo(t *testing.T) {
	k := kit.Begin(t)
	var (
		second   = k.Hold()
		rendered atomic.Int64
		returned atomic.Bool
	)
	m := thumbs.New(func(photo string) {
		if photo == "second" {
			second.Wait()
		}
		rendered.Add(1)
	})
	done := k.Go(1, func(int) {
		m.Start("first")
		m.Start("first")
		m.Wait()
		if got := rendered.Load(); got != 2 {
			k.Errorf("an album of 2 photos was started, and Wait returned with %d rendered", got)
		}
		m.Start("second")
		m.Wait()
		returned.Store(true)
	})

	k.Settle()
	if returned.Load() {
		k.Errorf("an album was started after Wait had returned for another one, and Wait did not wait for it")
	}
	second.Release()
	done()
	m.Close()
}

func TestEachStartRendersOnce(t *testing.T) {
	k := kit.Begin(t)
	const albums, photos = 10, 20
	var (
		mu       sync.Mutex
		rendered = map[string]int{}
		want     = map[string]int{}
	)
	m := thumbs.New(func(photo string) {
		mu.Lock()
		defer mu.Unlock()
		rendered[photo]++
	})
	for range albums {
		for i := range photos {
			photo := "IMG_" + strconv.Itoa(i/2) // each name twice
			if i < 2 {
				photo = ""
			}
			m.Start(photo)
			want[photo]++
		}
		m.Wait()
		mu.Lock()
		got := maps.Clone(rendered)
		mu.Unlock()
		for photo, n := range want {
			if got[photo] != n {
				k.Errorf("%q was started %d times and rendered %d times when Wait returned", photo, n, got[photo])
				m.Close()
				return
			}
		}
	}
	m.Close()
}

func TestWaitWithoutPhotosReturns(t *testing.T) {
	kit.Begin(t)
	m := thumbs.New(func(string) {})
	m.Wait()
	m.Wait()
	m.Close()

	m = thumbs.New(func(string) {})
	m.Wait()
	for range 2 {
		m.Start("IMG_0001.jpg")
		m.Wait()
		m.Wait() // and nothing was started in between
	}
	m.Close()
}

func TestEachMakerHasPhotosOfItsOwn(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	slow := thumbs.New(func(string) { hold.Wait() })
	quick := thumbs.New(func(string) {})
	var returned atomic.Bool
	first := k.Go(1, func(int) {
		slow.Start("IMG_0001.jpg")
		slow.Wait()
	})
	k.Settle()
	second := k.Go(1, func(int) {
		quick.Start("IMG_0001.jpg")
		quick.Wait()
		returned.Store(true)
	})
	k.Settle()
	if !returned.Load() {
		k.Errorf("a maker's only photo had been rendered, and Wait waited for that of another maker")
	}
	hold.Release()
	first()
	second()
	slow.Close()
	quick.Close()
}

func TestPhotosAreRenderedAtTheSameTime(t *testing.T) {
	k := kit.Begin(t)
	const photos = 1100
	var (
		hold    = k.Hold()
		started atomic.Int64
	)
	m := thumbs.New(func(string) { hold.Wait() })
	done := k.Go(1, func(int) {
		for i := range photos {
			m.Start("IMG_" + strconv.Itoa(i))
			started.Add(1)
		}
	})

	k.Settle()
	inside := hold.Inside()
	switch n := started.Load(); {
	case n < photos:
		k.Errorf("Start waits: with %d photos being rendered, %d of %d calls have returned", inside, n, photos)
	case inside < photos:
		k.Errorf("%d of %d photos are being rendered at the same time", inside, photos)
	}
	hold.Release()
	done()
	m.Wait()
	m.Close()
}

func TestPartsAreRenderedAtTheSameTime(t *testing.T) {
	k := kit.Begin(t)
	for _, waitedFor := range []bool{false, true} {
		var (
			inside = make(chan bool)
			begin  = k.Hold()
			hold   = k.Hold()
			m      *thumbs.Maker
		)
		m = thumbs.New(func(photo string) {
			if photo == "panorama" {
				close(inside)
				begin.Wait()
				m.Start("left")
				m.Start("right")
			}
			hold.Wait()
		})
		done := k.Go(1, func(int) {
			m.Start("panorama")
			if waitedFor {
				<-inside // who calls Wait before is judged above
				m.Wait()
			}
		})
		k.Settle()
		begin.Release()
		k.Settle()
		if n := hold.Inside(); n != 3 {
			k.Errorf("a panorama is being rendered and has started its two parts; %d of the 3 are being rendered at the same time", n)
		}
		hold.Release()
		done()
		m.Wait()
		m.Close()
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	k := kit.Begin(t)
	// Whether Wait waits, even for a photo that is rendered before Start returns,
	// is judged above.
	hold := k.Hold()
	m := thumbs.New(func(string) { hold.Wait() })
	done := k.Go(1, func(int) { m.Start("IMG_0001.jpg") })
	k.Settle()
	hold.Release()
	done()
	k.Settle()
	m.Wait()
	m.Close()
}
