package watch

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var here = [][]byte{[]byte("\n\t/w/m/")}

func TestOf(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want bool
	}{
		"in its stack":          {"goroutine 2 [select]:\nm.f()\n\t/w/m/a.go:3 +0x1\ncreated by x\n\t/go/x.go:1 +0x1\n", true},
		"started by it":         {"goroutine 2 [select]:\nx.f()\n\t/go/x.go:3 +0x1\ncreated by m.f\n\t/w/m/sub/a.go:1 +0x1\n", true},
		"another module":        {"goroutine 2 [select]:\nm.f()\n\t/w/m2/a.go:3 +0x1\n", false},
		"what it vendors":       {"goroutine 2 [select]:\nm.f()\n\t/w/m/vendor/x/a.go:3 +0x1\n", false},
		"the watch":             {"goroutine 2 [select]:\nm.f()\n\t/w/m/racekata_hunt/watch/a.go:3 +0x1\n", false},
		"vendored, called here": {"goroutine 2 [select]:\nm.f()\n\t/w/m/vendor/x/a.go:3 +0x1\nm.g()\n\t/w/m/a.go:3 +0x1\n", true},
		"its path in a name":    {"goroutine 2 [select]:\n/w/m/f()\n\t/go/a.go:3 +0x1\n", false},
	} {
		require.Equal(t, c.want, of(goroutine{text: []byte(c.text)}, here), name)
	}
}

func TestSleepsAgain(t *testing.T) {
	for text, want := range map[string]bool{
		"time.Sleep(0xf4240)":       true,  // 1 ms
		"time.Sleep(0xf4240?)":      true,  // the argument may be stale
		"time.Sleep(0x12a05f200)":   false, // 5 s
		"time.Sleep(0x3b9aca00)":    false, // a second, of a second and a half
		"time.Sleep(0x)":            false,
		"time.Sleep(0xffffffffff12": false,
		"time.After(0xf4240)":       false,
	} {
		g := goroutine{text: []byte("goroutine 2 [sleep]:\n" + text + "\n\t/go/time.go:1\n")}
		require.Equal(t, want, sleepsAgain(g, 1500*time.Millisecond), text)
	}
}

func TestSeen(t *testing.T) {
	const (
		mine   = "m.f()\n\t/w/m/a.go:3 +0x1\n\n"
		others = "x.f()\n\t/go/x.go:3 +0x1\n\n"
	)
	for name, c := range map[string]struct {
		dump string
		want sight // parked and who are compared below
		ids  string
	}{
		"nobody new":      {"goroutine 1 [running]:\n" + mine + "goroutine 2 [select]:\n" + mine, sight{}, ""},
		"one parked":      {"goroutine 7 [chan receive]:\n" + mine, sight{suspects: 1}, "7"},
		"not of ours":     {"goroutine 7 [chan receive]:\n" + others, sight{}, ""},
		"one runs":        {"goroutine 7 [select]:\n" + mine + "goroutine 8 [runnable]:\n" + mine, sight{suspects: 2, running: true, spins: true}, "7"},
		"another's runs":  {"goroutine 7 [select]:\n" + mine + "goroutine 8 [runnable]:\n" + others, sight{suspects: 1, running: true}, "7"},
		"an old one runs": {"goroutine 7 [select]:\n" + mine + "goroutine 2 [runnable]:\n" + mine, sight{suspects: 1, running: true}, "7"},
		"a server":        {"goroutine 7 [IO wait]:\n" + mine, sight{outside: true}, ""},
		"a system call":   {"goroutine 7 [syscall]:\n" + mine, sight{suspects: 1, outside: true}, ""},
		"one sleeps":      {"goroutine 7 [sleep]:\ntime.Sleep(0x12a05f200)\n\t/go/t.go:1\n" + mine, sight{suspects: 1, asleep: true}, ""},
		"one polls":       {"goroutine 7 [sleep]:\ntime.Sleep(0xf4240)\n\t/go/t.go:1\n" + mine, sight{suspects: 1, asleep: true, polls: true}, "7"},
		"another's polls": {"goroutine 7 [sleep]:\ntime.Sleep(0xf4240)\n\t/go/t.go:1\n" + others, sight{asleep: true}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := seen([]byte(c.dump), "1", map[string]bool{"1": true, "2": true}, here, time.Second)
			var ids []string
			eachGoroutine(got.parked, func(g goroutine) bool { ids = append(ids, g.id); return true })
			require.Equal(t, c.ids, strings.Join(ids, " "))
			got.parked, got.who = nil, nil
			require.Equal(t, c.want, got)
		})
	}
}

// This package stands in for a module under hunt.
func TestLeftBehind(t *testing.T) {
	var d dumper
	dump, _ := d.dump()
	_, rest, ok := strings.Cut(string(dump), "TestLeftBehind(")
	require.True(t, ok)
	_, rest, _ = strings.Cut(rest, "\n\t")
	dir, _, ok := strings.Cut(rest, "leftbehind_test.go")
	require.True(t, ok)
	modules := [][]byte{[]byte("\n\t" + dir)}

	var wg sync.WaitGroup
	defer wg.Wait()
	stop := make(chan bool)
	defer close(stop)

	// Those that are left behind stay until the end, the one that spins last.
	for _, c := range []struct {
		name  string
		start func()
		event string
		in    string
	}{
		{name: "nothing", start: func() {}},
		{name: "one that ends", start: func() { wg.Go(func() { nap(50 * time.Millisecond) }) }},
		{name: "one that ends when a timer is due", start: func() {
			wg.Go(func() { <-time.After(300 * time.Millisecond) })
		}},
		{name: "one woken by a sleeper", start: func() {
			c := make(chan bool)
			wg.Go(func() { time.Sleep(300 * time.Millisecond); close(c) })
			wg.Go(func() { <-c })
		}},
		{"one parked", func() { wg.Go(func() { waitsFor(stop) }) }, EventLeak, ".waitsFor("},
		{"one polling", func() { wg.Go(func() { pollsUntil(stop) }) }, EventLeak, ".pollsUntil("},
		{"one spinning", func() { wg.Go(func() { spinsUntil(stop) }) }, EventBusy, ".spinsUntil("},
	} {
		before := everyone()
		c.start()
		event, stacks := leftBehind(before, modules)
		require.Equal(t, c.event, event, "%s\n%s", c.name, stacks)
		require.Contains(t, string(stacks), c.in, c.name)
		if c.event == EventLeak {
			require.Equal(t, 1, strings.Count("\n"+string(stacks), "\ngoroutine "), "%s\n%s", c.name, stacks)
		}
	}
}

func waitsFor(stop chan bool) { <-stop }

func pollsUntil(stop chan bool) {
	for {
		select {
		case <-stop:
			return
		default:
			time.Sleep(time.Millisecond)
		}
	}
}

func spinsUntil(stop chan bool) {
	for {
		select {
		case <-stop:
			return
		//lint:ignore SA5004 it is there to spin
		default:
		}
	}
}
