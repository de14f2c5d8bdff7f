package schedule_test

import (
	"fmt"
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

func bump() { n.Store(n.Load() + 1) }

// Both may see room for one more.
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
	each(func(int) { bump() })
	if n.Load() != 4 {
		t.Fatal("lost update")
	}
}

func TestEnter(t *testing.T) {
	var in atomic.Int32
	each(func(int) {
		if enter(2) {
			in.Add(1)
		}
	})
	if in.Load() > 2 {
		t.Fatal("over the limit")
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
	s.rewrite(t, "kernels", schedule.Options{})
	s.write(t, "kernels/kernels_test.go", kernelTests)
	return s, s.build(t, "kernels")
}

// failures counts the runs of a test that fail, and how many of them have a
// race report, over seeds 1 to runs.
func (s scratch) failures(t *testing.T, binary, test, profile string, cpu, runs int) (failed, raced int) {
	t.Helper()
	for seed := 1; seed <= runs; seed++ {
		cmd := s.command(t, fmt.Sprintf("%s:%d", profile, seed), binary, "-test.run=^"+test+"$", fmt.Sprintf("-test.cpu=%d", cpu))
		if profile == "none" {
			cmd.Env = append(cmd.Env, "RACEKATA_SCHEDULE=none")
		}
		out, err := cmd.CombinedOutput()
		if err != nil {
			failed++
		}
		if strings.Contains(string(out), "WARNING: DATA RACE") {
			raced++
		}
		require.NotContains(t, string(out), "racekata:", "the schedule was not understood")
	}
	return failed, raced
}

func TestMeasure(t *testing.T) {
	s, binary := buildKernels(t)
	for _, p := range hook.Profiles() {
		for _, test := range []string{"TestBump", "TestEnter", "TestCounter", "TestUnlockedRead", "TestMap"} {
			line := fmt.Sprintf("%-8s %-18s", p.Name, test)
			for _, cpu := range []int{1, 2, 6} {
				failed, raced := s.failures(t, binary, test, p.Name, cpu, 20)
				line += fmt.Sprintf("  cpu %d: %2d failed %2d raced", cpu, failed, raced)
			}
			t.Log(line)
		}
	}
}
