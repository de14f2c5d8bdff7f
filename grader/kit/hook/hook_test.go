package hook

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// begin puts a schedule in force as if the process had just begun.
func begin(t *testing.T, value string) {
	t.Helper()
	clear(passed[:])
	slept, held = 0, false
	require.True(t, start(value))
	t.Cleanup(func() { start("") })
}

func TestVariable(t *testing.T) {
	for value, want := range map[string]string{
		"":                            "none",
		"none":                        "none",
		"none:7":                      "none",
		"pauses:0":                    "pauses",
		"starve:18446744073709551615": "starve",
		"starve:1:0ms":                "starve",
		"starve:1:3600000ms":          "starve",
	} {
		require.True(t, start(value), value)
		require.Equal(t, want, Active(), value)
		require.Equal(t, want != "none", on, value)
	}
	require.True(t, start("light:18446744073709551615"))
	require.Equal(t, uint64(math.MaxUint64), seed)
	require.EqualValues(t, 400*time.Millisecond, budget)
	require.True(t, start("light:7:1500ms"))
	require.Equal(t, uint64(7), seed)
	require.EqualValues(t, 1500*time.Millisecond, budget)
	require.EqualValues(t, 1, shrink)
	require.True(t, start("light:7:20ms/16"))
	require.EqualValues(t, 20*time.Millisecond, budget)
	require.EqualValues(t, 16, shrink)
	for _, value := range []string{"pauses", "pauses:", ":1", "fast:1", "pauses:-1", "pauses:1 ", "pauses:18446744073709551616", "pauses:99999999999999999999",
		"pauses:1:2", "pauses:1:ms", "pauses:1:2s", "pauses:1:2msx", "pauses:1:-2ms", "pauses:1:3600001ms", "pauses:1:2ms:",
		"pauses:1:2ms/0", "pauses:1:2ms/x", "pauses:1:2/2", "pauses:1:/2"} {
		require.False(t, start(value), value)
		require.Equal(t, "none", Active())
		require.False(t, on)
	}
	start("")
}

// TestProcessStart is about the variable as a process gets it.
func TestProcessStart(t *testing.T) {
	if os.Getenv("ASK_HOOK") != "" {
		fmt.Println("active:", Active())
		return
	}
	for value, want := range map[string]string{"": "none", "sites:3": "sites", "sites:x": "none"} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestProcessStart$")
		cmd.Env = append(os.Environ(), "ASK_HOOK=1", Variable+"="+value)
		out, err := cmd.CombinedOutput()
		require.NoError(t, err)
		require.Contains(t, string(out), "active: "+want)
		require.Equal(t, value == "sites:x", strings.Contains(string(out), "hooks stay off"), "%s", out)
	}
}

func TestPassThrough(t *testing.T) {
	for _, value := range []string{"", "heavy:1"} {
		begin(t, value)
		require.EqualValues(t, 17, B(17))
		require.Equal(t, "x", V(17, "x"))
		S(17)
		A(17)
	}
}

// trace is what a goroutine's passages would do.
func trace(t *testing.T, value string) []action {
	begin(t, value)
	var actions []action
	for i := range uint32(5000) {
		actions = append(actions, next(Moment(i%3), i%37))
	}
	return actions
}

func TestSameScheduleDecidesTheSame(t *testing.T) {
	for _, p := range Profiles()[1:] {
		first := trace(t, p.Name+":42")
		require.Equal(t, first, trace(t, p.Name+":42"), p.Name)
		require.NotEqual(t, first, trace(t, p.Name+":43"), p.Name)
		acts := 0
		for _, a := range first {
			if a != (action{}) {
				acts++
			}
		}
		require.NotZero(t, acts, "%s never does anything", p.Name)
	}
}

func TestQuiet(t *testing.T) {
	begin(t, "heavy:1")
	Quiet(true)
	S(1)
	require.Zero(t, passed[1])
	require.Equal(t, "heavy", Active())
	Quiet(false)
	S(1)
	require.NotZero(t, passed[1])

	begin(t, "none")
	Quiet(false)
	S(2)
	require.Zero(t, passed[2], "without a schedule there is nothing to wake")
}

// TestHotLoop: what a single site may cost in a hundred thousand passages.
func TestHotLoop(t *testing.T) {
	for _, p := range Profiles()[1:] {
		for seed := range uint64(2) {
			var paused int64
			yields := 0
			for count := range uint32(100_000) {
				for _, m := range []Moment{Before, After} {
					a := decide(p, seed, m, 7, count)
					paused += a.pause
					yields += a.yields
				}
			}
			require.LessOrEqual(t, time.Duration(paused), 4*time.Second, p.Name) // of which the budget lets pass a tenth
			require.LessOrEqual(t, yields, 50_000, p.Name)
		}
		require.Zero(t, decide(p, 1, Before, 7, leftAlone), p.Name)
	}
}

func TestBudget(t *testing.T) {
	begin(t, "pauses:1")
	slept = budget - 10*millisecond
	for range 100 { // of which three fit
		act(action{pause: 3 * millisecond})
	}
	require.Equal(t, int64(budget-millisecond), slept)
}

func TestShorterPauses(t *testing.T) {
	begin(t, "pauses:1:400ms/100")
	act(action{pause: 100 * millisecond})
	require.EqualValues(t, millisecond, slept)
}

func TestOneIsStarvedAtATime(t *testing.T) {
	begin(t, "starve:1")
	held = true
	act(action{pause: budget, alone: true}) // returns at once
	require.Zero(t, slept)
	held = false
	act(action{pause: millisecond, alone: true})
	require.EqualValues(t, millisecond, slept)
	require.False(t, held)
}

// TestOthersRunDuringAPause: with one processor, a pause must hand it over.
func TestOthersRunDuringAPause(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	begin(t, "pauses:1")
	rounds := 0
	for range 20 {
		stop := make(chan bool)
		worked := make(chan int)
		go func() {
			n := 0
			for {
				select {
				case <-stop:
					worked <- n
					return
				default:
					n++
					runtime.Gosched()
				}
			}
		}()
		act(action{pause: 5 * millisecond})
		close(stop)
		if <-worked > 0 {
			rounds++
		}
	}
	require.Equal(t, 20, rounds)
}

// TestVirtualTimeStandsStill: in a bubble, time moves when all are blocked. A
// goroutine in a pause is not.
func TestVirtualTimeStandsStill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var fired atomic.Bool
		go func() {
			time.Sleep(time.Millisecond)
			fired.Store(true)
		}()
		synctest.Wait()
		sleep(20 * millisecond)
		require.False(t, fired.Load())
		require.Zero(t, time.Since(began))
		time.Sleep(time.Second)
		require.Equal(t, time.Second, time.Since(began))
	})
}

// TestAddsNoOrder holds the source to its promises: nothing imported that
// could order memory, every function hidden from the race detector, and each
// file compiled in a module of any age.
func TestAddsNoOrder(t *testing.T) {
	paths, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(string(src), "//go:build go1.21"), path)
		f, err := parser.ParseFile(token.NewFileSet(), path, src, parser.ParseComments)
		require.NoError(t, err)
		for _, spec := range f.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			require.NoError(t, err)
			require.Contains(t, []string{"runtime", "syscall", "unsafe"}, name, path)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Name.Name == "init" || fn.Name.Name == "parsePauses" || fn.Name.Name == "Profiles" {
				continue // run before there are goroutines, or touch no state
			}
			require.NotNil(t, fn.Doc, "%s: %s", path, fn.Name.Name)
			last := fn.Doc.List[len(fn.Doc.List)-1].Text
			require.Equal(t, "//go:norace", last, "%s: %s", path, fn.Name.Name)
		}
	}
}

func BenchmarkOff(b *testing.B) {
	start("")
	for b.Loop() {
		S(1)
	}
}

// BenchmarkDecide is what a passage costs that does nothing.
func BenchmarkDecide(b *testing.B) {
	start("pauses:1")
	for b.Loop() {
		next(Statement, 1)
		passed[1][0] %= 1000
	}
	start("")
}
