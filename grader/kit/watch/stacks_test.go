package watch

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseEntry(t *testing.T) {
	for _, c := range []struct {
		entry string
		want  goroutine // without its text; no id: not an entry
	}{
		{"goroutine 18 [chan receive]:\nmain.f()\n", goroutine{id: "18", state: "chan receive"}},
		{"goroutine 18 [chan receive, 2 minutes]:\n", goroutine{id: "18", state: "chan receive"}},
		{"goroutine 1 [sync.Mutex.Lock, locked to thread]:\n", goroutine{id: "1", state: "sync.Mutex.Lock"}},
		{"goroutine 7 [chan receive (durable), synctest bubble 1]:\n", goroutine{id: "7", state: "chan receive", bubble: true}},
		{"goroutine 7 [chan receive (durable) (scan), 3 minutes, synctest bubble 12]:\n", goroutine{id: "7", state: "chan receive", bubble: true}},
		{"goroutine 7 [select (no cases) (scan) (durable), synctest bubble 1]:\n", goroutine{id: "7", state: "select (no cases)", bubble: true}},
		{"goroutine 7 [sync.Mutex.Lock, synctest bubble 1]:\n", goroutine{id: "7", state: "sync.Mutex.Lock", bubble: true}},
		{"goroutine 7 [sleep (durable), synctest bubble 1]:\n", goroutine{id: "7", state: "sleep", bubble: true}},
		{"goroutine 4 [chan send (nil chan)]:\n", goroutine{id: "4", state: "chan send (nil chan)"}},
		{"goroutine 20 gp=0xc000003880 m=3 mp=0xc00005e808 [running]:\n", goroutine{id: "20", state: "running"}},
		{"goroutine 5 [running]", goroutine{}}, // cut off
		{"goroutine 5 ", goroutine{}},
		{"goroutine ", goroutine{}},
		{"goroutine 5 ]: [", goroutine{}},
		{"", goroutine{}},
		{"panic: goroutine 5 [running]:\n", goroutine{}},
	} {
		got, ok := parseEntry([]byte(c.entry))
		require.Equal(t, c.want.id != "", ok, "%q", c.entry)
		got.text = nil
		require.Equal(t, c.want, got, "%q", c.entry)
	}
}

func TestParked(t *testing.T) {
	for state, want := range map[string]bool{
		"chan receive": true, "chan receive (nil chan)": true, "chan send": true, "chan send (nil chan)": true,
		"select": true, "select (no cases)": true,
		"sync.Mutex.Lock": true, "sync.RWMutex.Lock": true, "sync.RWMutex.RLock": true,
		"sync.Cond.Wait": true, "sync.WaitGroup.Wait": true,
		"synctest.Run": true, "synctest.Wait": true, "coroutine": true,
		// On their way to somewhere else, or busy.
		"running": false, "runnable": false, "syscall": false, "sleep": false, "IO wait": false,
		"semacquire": false, "GC assist wait": false, "GC sweep wait": false, "wait for GC cycle": false,
		"stopping the world": false, "preempted": false, "waiting": false, "": false, "copystack": false,
		"panicwait": false, "GC worker (idle)": false,
	} {
		require.Equal(t, want, goroutine{state: state}.parked(), state)
	}
	// Where all of a bubble wait and its time does not go on, a sleeper never
	// wakes.
	require.True(t, goroutine{state: "sleep", bubble: true}.parked())
	require.False(t, goroutine{state: "runnable", bubble: true}.parked())
}

func TestLook(t *testing.T) {
	const (
		me      = "goroutine 1 [running]:\nmain.main()\n\n"
		parked  = "goroutine 2 [select]:\nmain.f()\n\n"
		asleep  = "goroutine 3 [sleep]:\ntime.Sleep(0x1)\n\n"
		running = "goroutine 4 [runnable]:\nmain.g()\n\n"
		watcher = "goroutine 5 [syscall]:\nracekata/grader/kit/watch.(*Watch).loop(0xc000)\n\t/w/watch.go:59\n\n"
		signals = "goroutine 6 [syscall]:\nos/signal.signal_recv()\n\t/r/s.go:1\nos/signal.loop()\n\t/r/s.go:2\n\n"
	)
	for _, c := range []struct{ dump, want string }{
		{me, ""},
		{me + parked + watcher + signals, ""},
		{me + parked + asleep, "sleep"},
		{me + asleep + running, "runnable"},
		{me + running + asleep, "runnable"},
		{strings.TrimSuffix(me+running, "\n"), "runnable"},
		{"", ""},
	} {
		require.Equal(t, c.want, look([]byte(c.dump), "1"), "%s", c.dump)
	}
	require.Equal(t, "2 select\n", string(fingerprint([]byte(parked+watcher+signals))))
}

// A dump of this program: every entry is found, this goroutine among them.
func TestEachGoroutineOfADump(t *testing.T) {
	const n = 500 // more than fits into the first buffer
	stop := make(chan struct{})
	var started, ended sync.WaitGroup
	started.Add(n)
	for range n {
		ended.Go(func() {
			started.Done()
			<-stop
		})
	}
	started.Wait()
	var d dumper
	dump, whole := d.dump()
	close(stop)
	ended.Wait()
	require.True(t, whole)

	found := map[string]goroutine{}
	var text bytes.Buffer
	eachGoroutine(dump, func(g goroutine) bool {
		found[g.id] = g
		fmt.Fprintf(&text, "%s\n", g.text)
		return true
	})
	require.Len(t, found, strings.Count("\n"+string(dump), "\ngoroutine "))
	require.GreaterOrEqual(t, len(found), n+1)
	require.Equal(t, strings.TrimSpace(string(dump)), strings.TrimSpace(text.String()))
	require.Equal(t, "running", found[self()].state)
	calls := 0
	eachGoroutine(dump, func(goroutine) bool { calls++; return calls < 3 })
	require.Equal(t, 3, calls, "it goes on until it is told to stop")
}

func TestSelf(t *testing.T) {
	ids := make(chan string, 3)
	for range 3 {
		go func() { ids <- self() }()
	}
	seen := map[string]bool{self(): true}
	for range 3 {
		id := <-ids
		require.Regexp(t, `^[0-9]+$`, id)
		require.False(t, seen[id], "two goroutines are both %s", id)
		seen[id] = true
	}
}

// FuzzEachGoroutine: no dump, cut or forged, is too strange to be read, and
// every entry's text is a part of it.
func FuzzEachGoroutine(f *testing.F) {
	buf := make([]byte, 64<<10)
	f.Add(buf[:runtime.Stack(buf, true)])
	f.Add([]byte("goroutine 1 [running]:\n\n\n\ngoroutine 2 [sleep (durable), synctest bubble 1]:\n"))
	f.Add([]byte("goroutine 1 gp=0x0 m=nil [:]:\n"))
	f.Add([]byte("\n\ngoroutine [] 1:"))
	f.Fuzz(func(t *testing.T, dump []byte) {
		eachGoroutine(dump, func(g goroutine) bool {
			require.True(t, bytes.HasPrefix(g.text, []byte("goroutine "+g.id+" ")))
			require.True(t, bytes.Contains(dump, g.text))
			require.NotContains(t, g.state, ", ")
			g.parked()
			return true
		})
		look(dump, "1")
		fingerprint(dump)
		new(bubbles).look(dump, 0)
	})
}
