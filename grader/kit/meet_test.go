package kit_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/kit"
)

// These run as `go test ./solutions/...` runs hidden tests: without a runner.

func TestHoldStepRelease(t *testing.T) {
	k := kit.Begin(t)
	h := k.Hold()
	look := func(inside, total int) {
		t.Helper()
		k.Settle()
		require.Equal(t, inside, h.Inside())
		require.Equal(t, total, h.Total())
	}
	look(0, 0)
	first := k.Go(3, func(int) { h.Wait() })
	look(3, 3)
	h.Step()
	first()
	look(0, 3)
	h.Step() // lets nobody go on, and does not let the next in
	second := k.Go(2, func(int) { h.Wait() })
	look(2, 5)
	h.Release()
	second()
	look(0, 5)
	h.Release()
	h.Step() // open for good
	k.Together(4, func(int) { h.Wait() })
	look(0, 9)
}

// One that comes round again is held again.
func TestHoldStepsThroughALoop(t *testing.T) {
	k := kit.Begin(t)
	h := k.Hold()
	wait := k.Go(2, func(int) {
		for range 5 {
			h.Wait()
		}
	})
	for step := 1; step <= 5; step++ {
		k.Settle()
		require.Equal(t, 2, h.Inside())
		require.Equal(t, 2*step, h.Total())
		h.Step()
	}
	wait()
}

func TestGauge(t *testing.T) {
	k := kit.Begin(t)
	var g kit.Gauge
	h := k.Hold()
	wait := k.Go(5, func(int) {
		g.Enter()
		defer g.Leave()
		h.Wait()
	})
	k.Settle()
	require.Equal(t, []int{5, 5, 5}, []int{g.Now(), g.Max(), g.Total()})
	h.Release()
	wait()
	require.Equal(t, []int{0, 5, 5}, []int{g.Now(), g.Max(), g.Total()})
	require.Equal(t, 1, g.Enter())
	require.Equal(t, 2, g.Enter())
	require.Equal(t, []int{2, 5, 7}, []int{g.Now(), g.Max(), g.Total()})
}

func TestRendezvous(t *testing.T) {
	k := kit.Begin(t)
	r := k.Rendezvous(3, "visitors")
	wait := k.Go(2, func(int) { r.Arrive() })
	k.Settle()
	require.False(t, r.Met())
	r.Arrive()
	wait()
	require.True(t, r.Met())
	r.Arrive() // later ones pass
	require.True(t, r.Met())

	alone := k.Rendezvous(1, "visitors")
	alone.Arrive()
	require.True(t, alone.Met())
}

func TestTogether(t *testing.T) {
	k := kit.Begin(t)
	var mu sync.Mutex
	seen := map[int]int{}
	k.Together(100, func(i int) {
		mu.Lock()
		defer mu.Unlock()
		seen[i]++
	})
	require.Len(t, seen, 100)
	for i := range 100 {
		require.Equal(t, 1, seen[i])
	}
	k.Together(0, func(int) { t.Error("called for nobody") })
}

// All n are under way before Together returns: they may meet.
func TestTogetherRunsAtOnce(t *testing.T) {
	k := kit.Begin(t)
	r := k.Rendezvous(64, "calls")
	k.Together(64, func(int) { r.Arrive() })
	require.True(t, r.Met())
}

func TestBubbleOutsideTheGrader(t *testing.T) {
	k := kit.Begin(t)
	ran := false
	k.Bubble(func(inner *kit.T) {
		ran = true
		require.Equal(t, k.Name(), inner.Name())
	})
	require.True(t, ran)
}
