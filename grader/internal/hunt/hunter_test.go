package hunt

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/plan"
	"racekata/grader/kit/hook"
)

// untried is a hunter that runs nothing: runs are told to it.
func untried(all bool) *hunter {
	return &hunter{
		target: &target{test: "TestA"}, all: all, start: time.Now(), budget: 20 * time.Second,
		swarm: &swarm{cpus: []int{1, 2, 6}, seed: 1}, done: func() {},
	}
}

func (h *hunter) told(took time.Duration, out outcome) {
	h.take(h.swarm.next(), &result{took: took}, out, h.limit())
}

func wrong(title string) *finding.Finding {
	return &finding.Finding{Kind: finding.WrongResult, Title: title}
}

var passed = outcome{passed: true}

func TestAFailureCountsOnceTheTestPasses(t *testing.T) {
	h := untried(false)
	h.told(time.Millisecond, outcome{own: wrong("3, not 4")})
	require.Empty(t, h.found)
	h.told(time.Millisecond, passed)
	require.Len(t, h.found, 1)
	require.Equal(t, []string{"TestA"}, h.found[0].Tests)
	require.Equal(t, 1, h.found[0].Seen[0].Number, "the run that failed is the one to replay")

	h = untried(false)
	h.told(time.Millisecond, passed)
	h.told(time.Millisecond, outcome{own: wrong("3, not 4")})
	require.Len(t, h.found, 1)
}

func TestWhatIsCertainCountsAtOnce(t *testing.T) {
	h := untried(false)
	ended := false
	h.done = func() { ended = true }
	h.told(time.Millisecond, outcome{own: wrong("3, not 4")})
	require.False(t, ended)
	h.told(time.Millisecond, outcome{findings: []finding.Finding{{Kind: finding.Misuse, Title: "c is closed twice"}}})
	require.True(t, ended)
	require.Len(t, h.found, 1)
}

func TestAllGoesOnAndMerges(t *testing.T) {
	h := untried(true)
	h.done = func() { t.Error("it was to go on") }
	misuse := outcome{findings: []finding.Finding{{Kind: finding.Misuse, Title: "c is closed twice"}}}
	h.told(time.Millisecond, misuse)
	h.told(time.Millisecond, outcome{findings: []finding.Finding{{Kind: finding.Leak, Title: "one is left behind"}}})
	h.told(time.Millisecond, misuse)
	require.Len(t, h.found, 2)
	require.Len(t, h.found[0].Seen, 2)
}

func TestLimit(t *testing.T) {
	h := untried(false)
	require.Equal(t, 12*time.Second, h.limit(), "nothing is known yet: a part of the budget")
	h.told(100*time.Millisecond, passed)
	require.Equal(t, 7*time.Second, h.limit())
	h.told(50*time.Millisecond, passed)
	require.Equal(t, 7*time.Second, h.limit())
}

func TestAHangCountsOnceOthersEnd(t *testing.T) {
	stuck := outcome{hang: &finding.Finding{Kind: finding.Stuck, Title: "a goroutine waits"}}
	h := untried(false)
	h.told(12*time.Second, stuck)
	require.Empty(t, h.found)
	h.told(10*time.Millisecond, passed) // 12 s was long enough for a test that takes 10 ms
	require.Len(t, h.found, 1)

	// It was given 12 s, but the test takes a second: it may have been slow.
	h = untried(false)
	h.told(12*time.Second, stuck)
	h.told(time.Second, passed)
	require.Empty(t, h.found)
}

// In a test that has to do with time, a failure under a schedule that pauses
// counts only if one with shorter pauses fails too.
func TestDoubts(t *testing.T) {
	begin := func() *hunter {
		h := untried(false)
		h.timed = true
		for range 3 {
			h.told(time.Millisecond, passed)
		}
		return h
	}
	under := func(h *hunter, r trial, out outcome) { h.take(r, &result{}, out, time.Second) }
	own := outcome{own: wrong("the time was up")}
	pausing := trial{Run: plan.Run{Number: 4, CPU: 2, Profile: "sites", Seed: 7}}

	h := begin()
	under(h, pausing, own)
	require.Empty(t, h.found)
	require.Len(t, h.swarm.again, gently)
	r := h.swarm.next()
	require.True(t, r.gentle)
	require.Equal(t, plan.Run{Number: 4, CPU: 2, Profile: "sites", Seed: 7}, r.Run)
	under(h, r, own)
	require.Len(t, h.found, 1)

	for name, c := range map[string]struct {
		r   trial
		out outcome
	}{
		"no pauses":            {trial{Run: plan.Run{Number: 4, Profile: "heavy"}}, own},
		"a nil pointer":        {pausing, outcome{own: wrong("nil"), certain: true}},
		"what no time excuses": {pausing, outcome{findings: []finding.Finding{*wrong("race")}}},
	} {
		h := begin()
		under(h, c.r, c.out)
		require.Len(t, h.found, 1, name)
	}

	h = begin()
	for range 2 * manyDoubts {
		under(h, pausing, own)
	}
	require.Len(t, h.swarm.again, manyDoubts*gently, "the others get their share too")
	require.Contains(t, doubtful(h.doubts), "failed in 10 runs whose schedules pause for long")
}

func TestTimed(t *testing.T) {
	for src, want := range map[string]bool{
		"time.Sleep(d)": true, "ctx, _ := context.WithTimeout(ctx, d)": true, "time.Now()": true,
		"require.Eventually(t, f, d, e)": true, "c.SetReadDeadline(x)": true,
		"time.Duration(3)": false, "lifetime.After(x)": false, "context.WithCancel(ctx)": false,
	} {
		s := sources{files: map[string][]byte{"a.go": []byte(src)}}
		require.Equal(t, want, s.timed(), src)
	}
}

// Only what every plain run shows to be alone is left alone.
func TestSequential(t *testing.T) {
	ran := func(created int) outcome { return outcome{passed: true, created: created, known: true} }
	tell := func(h *hunter, stdout string, out outcome) {
		h.take(h.swarm.next(), &result{took: time.Millisecond, stdout: []byte(stdout)}, out, 0)
	}
	subtests := "=== RUN   TestA\n=== RUN   TestA/b\n=== RUN   TestA/c\n--- PASS: TestA (0.00s)\n"
	for name, c := range map[string]struct {
		stdout string
		outs   []outcome
		want   bool
	}{
		"alone":               {"", []outcome{ran(0), ran(0), ran(0)}, true},
		"subtests":            {subtests, []outcome{ran(2), ran(2), ran(2)}, true},
		"subtests and others": {subtests, []outcome{ran(3), ran(3), ran(3)}, false},
		"one run has more":    {"", []outcome{ran(0), ran(0), ran(1)}, false},
		"not known":           {"", []outcome{passed, passed, passed}, false},
		"two runs":            {"", []outcome{ran(0), ran(0)}, false},
		"one fails":           {"", []outcome{ran(0), {own: wrong("no")}, ran(0)}, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := untried(false)
			for i, out := range c.outs {
				stdout := ""
				if i == 0 {
					stdout = c.stdout
				}
				tell(h, stdout, out)
			}
			require.Equal(t, c.want, h.lonely)
		})
	}
}

func TestSwarm(t *testing.T) {
	draw := func(s *swarm, n int) []plan.Run {
		var runs []plan.Run
		for range n {
			runs = append(runs, s.next().Run)
		}
		return runs
	}
	a := draw(&swarm{cpus: []int{1, 2, 6}, seed: 5}, 2*chunk)
	require.Equal(t, []plan.Run{{Number: 1, CPU: 1}, {Number: 2, CPU: 2}, {Number: 3, CPU: 6}}, a[:3])
	profiles, seeds := map[string]int{}, map[uint64]bool{}
	for i, r := range a {
		require.Equal(t, i+1, r.Number)
		profiles[r.Profile]++
		seeds[r.Seed] = true
	}
	require.Len(t, profiles, len(hook.Profiles())+1) // and the unnamed one of the plain runs
	require.Len(t, seeds, 1+2*chunk-3-len(only(a[3:], "none")), "0, and another for each run under a schedule")
	require.Equal(t, a, draw(&swarm{cpus: []int{1, 2, 6}, seed: 5}, 2*chunk), "the same seed draws the same runs")
	require.NotEqual(t, a, draw(&swarm{cpus: []int{1, 2, 6}, seed: 6}, 2*chunk))

	seeds = map[uint64]bool{}
	for _, r := range draw(&swarm{cpus: []int{4}, seed: 5, profile: "sites"}, 2*chunk) {
		require.Equal(t, "sites", r.Profile)
		require.Equal(t, 4, r.CPU)
		require.False(t, seeds[r.Seed], "no schedule twice")
		seeds[r.Seed] = true
	}
	replay := plan.Run{CPU: 2, Profile: "pauses", Seed: 9}
	for i, r := range draw(&swarm{cpus: []int{2}, replay: &replay}, 3) {
		require.Equal(t, plan.Run{Number: i + 1, CPU: 2, Profile: "pauses", Seed: 9}, r)
	}
}

func only(runs []plan.Run, profile string) []plan.Run {
	return slices.DeleteFunc(slices.Clone(runs), func(r plan.Run) bool { return r.Profile != profile })
}

func TestOneRaceInTwoTestsIsOneFinding(t *testing.T) {
	race := finding.Finding{Kind: finding.DataRace, Test: "TestA", Title: "x", Marks: []finding.Mark{{Position: finding.Position{File: "a.go", Line: 3}}}}
	other := race
	other.Test = "TestB"
	var p Package
	p.add(Finding{Finding: race, Tests: []string{"TestA"}, Seen: []plan.Run{{Number: 1}}})
	p.add(Finding{Finding: other, Tests: []string{"TestB"}, Seen: []plan.Run{{Number: 2}}})
	require.Len(t, p.Findings, 1)
	require.Equal(t, []string{"TestA", "TestB"}, p.Findings[0].Tests)

	// Two tests that are wrong are two findings, whatever the words.
	for _, name := range []string{"TestA", "TestB"} {
		p.add(Finding{Finding: finding.Finding{Kind: finding.WrongResult, Test: name, Title: "no"}, Tests: []string{name}})
	}
	require.Len(t, p.Findings, 3)
}
