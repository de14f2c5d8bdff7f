package schedule_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/schedule"
	"racekata/grader/kit/hook"
)

// kernels are the smallest programs with a bug of a kind. The tests are in a
// file that is not rewritten, as hidden tests are not.
const kernels = `package kernels

import (
	"sync"
	"sync/atomic"
)

var n atomic.Int32

// No data race: each of the two operations is atomic, the pair is not.
func bump() { n.Store(n.Load() + 1) }

// Two may see the last room.
func enter(limit int32) bool { return n.Load() < limit && n.Add(1) > 0 }

var plain int

func count() { plain++ }

var mu sync.Mutex

func countLocked() {
	mu.Lock()
	defer mu.Unlock()
	plain++
}

func read() int { return plain }

var table = map[int]int{}

func set(k int) { table[k] = k }

func each(f func(i int)) {
	var wg sync.WaitGroup
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			f(i)
		}(i)
	}
	wg.Wait()
}
`

const kernelTests = `package kernels

import (
	"sync/atomic"
	"testing"
)

func TestBump(t *testing.T) {
	each(func(int) {
		for i := 0; i < 5; i++ {
			bump()
		}
	})
	if n.Load() != 20 {
		t.Fatal("lost update")
	}
}

func TestEnter(t *testing.T) {
	for limit := int32(1); limit < 5; limit++ {
		n.Store(0)
		var in atomic.Int32
		each(func(int) {
			if enter(limit) {
				in.Add(1)
			}
		})
		if in.Load() > limit {
			t.Fatal("over the limit")
		}
	}
}

func TestCounter(t *testing.T) { each(func(int) { count() }) }

func TestUnlockedRead(t *testing.T) {
	each(func(i int) {
		if i == 0 {
			read()
		} else {
			countLocked()
		}
	})
}

func TestMap(t *testing.T) { each(set) }
`

func buildKernels(t *testing.T) (scratch, string) {
	t.Helper()
	s := newScratch(t, "1.26")
	s.write(t, "kernels/kernels.go", kernels)
	require.NotEmpty(t, s.rewrite(t, "kernels", schedule.Options{}))
	s.write(t, "kernels/kernels_test.go", kernelTests)
	return s, s.build(t, "kernels")
}

// failures runs tests under a profile with the seeds 1 to runs and counts how
// often each failed.
func (s scratch) failures(t *testing.T, binary, tests, profile string, cpu, runs int) map[string]int {
	t.Helper()
	failed := map[string]int{}
	for seed := 1; seed <= runs; seed++ {
		cmd := s.command(t, fmt.Sprintf("%s:%d", profile, seed), binary, "-test.run="+tests, fmt.Sprintf("-test.cpu=%d", cpu))
		out, _ := cmd.CombinedOutput()
		for _, m := range failedTest.FindAllStringSubmatch(string(out), -1) {
			failed[m[1]]++
		}
		if strings.Contains(string(out), "fatal error: concurrent map") {
			failed["TestMap"]++ // the runtime saw it first, and ended the process
		}
		require.NotContains(t, string(out), "racekata:", "the schedule was not understood")
	}
	return failed
}

var failedTest = regexp.MustCompile(`(?m)^--- FAIL: (\w+)`)

// TestLostUpdates: what no race detector reports, on a single processor, where
// it hardly ever happens by itself.
func TestLostUpdates(t *testing.T) {
	s, binary := buildKernels(t)
	plain := s.failures(t, binary, "Bump|Enter", "none", 1, 20)
	require.LessOrEqual(t, plain["TestBump"], 1)
	require.LessOrEqual(t, plain["TestEnter"], 1)
	paused := s.failures(t, binary, "Bump|Enter", "pauses", 1, 20)
	require.GreaterOrEqual(t, paused["TestBump"], 19)
	require.GreaterOrEqual(t, paused["TestEnter"], 15)
}

// TestNoProfileHidesARace: a hook that ordered memory would.
func TestNoProfileHidesARace(t *testing.T) {
	s, binary := buildKernels(t)
	for _, p := range hook.Profiles() {
		for _, cpu := range []int{1, 2} {
			raced := s.failures(t, binary, "Counter|UnlockedRead|Map", p.Name, cpu, 20)
			require.Equal(t, map[string]int{"TestCounter": 20, "TestUnlockedRead": 20, "TestMap": 20}, raced, "%s at -cpu %d", p.Name, cpu)
		}
	}
}

// TestReportsNameTheOriginal: what people read has the lines that they wrote.
func TestReportsNameTheOriginal(t *testing.T) {
	s, binary := buildKernels(t)
	line := func(text string) string {
		before, _, found := strings.Cut(kernels, text)
		require.True(t, found)
		return fmt.Sprintf("kernels.go:%d ", 1+strings.Count(before, "\n"))
	}
	for _, value := range []string{"none", "pauses:1"} {
		out, err := s.command(t, value, binary, "-test.run=Counter").CombinedOutput()
		require.Error(t, err)
		report := string(out)
		require.Contains(t, report, "WARNING: DATA RACE")
		require.Contains(t, report, "kernels.count()")
		require.Contains(t, report, line("func count() { plain++ }"), report)
		require.Contains(t, report, line("f(i)\n"), report)
		require.Contains(t, report, line("go func(i int)"), "where the goroutine was created: %s", report)
		require.NotContains(t, report, "scratch/hook", "hooks access no shared memory that the detector sees")
	}
}
