package stackdump_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding/internal/recording"
	"racekata/grader/internal/finding/stackdump"
)

func TestParseFatalRecorded(t *testing.T) {
	recording.Each(t, cases, "fatal_", func(t *testing.T, c recording.Case) {
		f, ok := stackdump.ParseFatal(c.Output)
		require.True(t, ok)
		var b strings.Builder
		fmt.Fprintf(&b, "%s: %q, limit %d\n", f.Class, f.Message, f.Limit())
		for _, p := range f.Panics {
			fmt.Fprintf(&b, "panic %q recovered %t, repanicked %t\n", p.Value, p.Recovered, p.Repanicked)
		}
		if f.Signal != "" {
			fmt.Fprintf(&b, "signal %.7s\n", f.Signal)
		}
		fmt.Fprintf(&b, "%d goroutines\n", len(f.Goroutines))
		if len(f.Goroutines) > 0 {
			describe(&b, f.Goroutines[0])
			for _, i := range f.Goroutines[0].Panicked() {
				fmt.Fprintf(&b, "\tpanicked in %s\n", f.Goroutines[0].Stack[i].Func)
			}
		}
		recording.Golden(t, c.Name, b.String())
	})
}

// The classes that decide a verdict, pinned beside the golden files: a
// recording that comes out differently must not change them unnoticed.
func TestClasses(t *testing.T) {
	want := map[string]stackdump.Class{
		"fatal_panic": stackdump.Plain, "fatal_forged": stackdump.Plain, "fatal_glued": stackdump.Plain,
		"fatal_nil_pointer": stackdump.RuntimeError, "fatal_nil_map": stackdump.RuntimeError,
		"fatal_panic_in_test": stackdump.RuntimeError,
		"fatal_map_writes":    stackdump.ConcurrentMap, "fatal_map_read_write": stackdump.ConcurrentMap,
		"fatal_map_iteration": stackdump.ConcurrentMap,
		"fatal_unlock":        stackdump.Misuse, "fatal_rw_unlock": stackdump.Misuse, "fatal_rw_runlock": stackdump.Misuse,
		"fatal_wg_negative": stackdump.Misuse, "fatal_wg_reused": stackdump.Misuse, "fatal_wg_add_with_wait": stackdump.Misuse,
		"fatal_close_closed": stackdump.Misuse, "fatal_close_nil": stackdump.Misuse, "fatal_send_closed": stackdump.Misuse,
		"fatal_select_send_closed": stackdump.Misuse, "fatal_cond_copied": stackdump.Misuse,
		"fatal_bubble_channel": stackdump.Misuse,
		"fatal_deadlock":       stackdump.Deadlock, "fatal_bubble_deadlock": stackdump.Deadlock, "fatal_bubble_left": stackdump.Deadlock,
		"fatal_oom": stackdump.OutOfMemory, "fatal_oom_race": stackdump.OutOfMemory,
		"fatal_goroutines":     stackdump.TooManyGoroutines,
		"fatal_stack_overflow": stackdump.StackOverflow,
		"fatal_timeout":        stackdump.TimedOut,
	}
	seen := map[string]bool{}
	recording.Each(t, cases, "fatal_", func(t *testing.T, c recording.Case) {
		if class, ok := want[c.Name]; ok {
			f, _ := stackdump.ParseFatal(c.Output)
			require.Equal(t, class, f.Class)
			seen[c.Name] = true
		}
	})
	require.Len(t, seen, len(want))
}

func TestWordsOfTheRuntimeWithoutARecording(t *testing.T) {
	for text, want := range map[string]stackdump.Class{
		"fatal error: runtime: cannot allocate memory":                                    stackdump.OutOfMemory,
		"fatal error: failed to reserve page summary memory":                              stackdump.OutOfMemory,
		"fatal error: too many address space collisions for -race mode":                   stackdump.OutOfMemory,
		"fatal error: small map with no empty slot (concurrent map writes?)":              stackdump.ConcurrentMap,
		"fatal error: concurrent map clone and map write":                                 stackdump.ConcurrentMap,
		"fatal error: no goroutines (main called runtime.Goexit) - deadlock!":             stackdump.Deadlock,
		"fatal error: sync: WaitGroup.Add called from inside and outside synctest bubble": stackdump.Misuse,
		"fatal error: thread exhaustion":                                                  stackdump.TooManyThreads,
		"fatal error: runtime.newosproc":                                                  stackdump.TooManyThreads,
		"fatal error: something new":                                                      stackdump.Other,
		"panic: sync/atomic: store of nil value into Value":                               stackdump.Misuse,
		"panic: interface conversion: interface {} is string, not int":                    stackdump.RuntimeError,
		"panic: (main.T) {...}":                                                           stackdump.Plain,
		"panic: ":                                                                         stackdump.Plain,
		"==9==ERROR: ThreadSanitizer failed to allocate 0x8000000 (134217728) bytes at 0": stackdump.OutOfMemory,
		"FATAL: ThreadSanitizer: internal allocator is out of memory trying to allocate":  stackdump.OutOfMemory,
		"SIGABRT: abort\nPC=0x1 m=0 sigcode=0\n":                                          stackdump.Signalled,
	} {
		f, ok := stackdump.ParseFatal("=== RUN TestX\n" + text + "\n")
		require.True(t, ok, text)
		require.Equal(t, want, f.Class, text)
	}
}

func TestSIGQUITIsNoPanic(t *testing.T) {
	recording.Each(t, cases, "dump_quit", func(t *testing.T, c recording.Case) {
		f, ok := stackdump.ParseFatal(c.Output)
		require.True(t, ok)
		require.Equal(t, stackdump.Signalled, f.Class)
		require.NotEmpty(t, f.Goroutines)
	})
}

func TestMultiLineValueIsPutTogether(t *testing.T) {
	f, ok := stackdump.ParseFatal("panic: first\n\t\n\tsecond [recovered, repanicked]\n\ngoroutine 7 [running]:\n")
	require.True(t, ok)
	require.Equal(t, "first\n\nsecond", f.Message)
	require.Equal(t, []stackdump.Panic{{Value: "first\n\nsecond", Recovered: true, Repanicked: true}}, f.Panics)
}

func TestOrdinaryOutputIsNoDeath(t *testing.T) {
	for _, text := range []string{"", "PASS\nok\n", "a panic: attack\n", "--- FAIL: TestX\n    x_test.go:3: got panic: boom\n"} {
		_, ok := stackdump.ParseFatal(text)
		require.False(t, ok, text)
	}
}

func FuzzParseFatal(f *testing.F) {
	recording.Seeds(f, cases, "fatal_", func(s string) { f.Add(s) })
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := stackdump.ParseFatal(text)
		if !ok {
			require.Zero(t, got)
			return
		}
		size := len(got.Message) + len(got.Signal)
		for _, p := range got.Panics {
			size += len(p.Value)
		}
		require.LessOrEqual(t, size, 3*len(text))
		require.NotEmpty(t, got.Class)
		_ = got.Limit()
	})
}
