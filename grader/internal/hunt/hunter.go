package hunt

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/plan"
)

const (
	// A run may take patienceFactor times as long as the longest plain one,
	// and patience more. What takes longer hangs: half-way through, the
	// schedule's hooks fall silent, so that the rest goes at the plain speed.
	patienceFactor = 20
	patience       = 5 * time.Second
)

// hunter hunts one test.
type hunter struct {
	target *target
	reader reader
	swarm  *swarm
	budget time.Duration
	jobs   int
	all    bool // go on after the first finding
	timed  bool // the test's outcome may depend on the time that passes
	status func(runs int)

	mu      sync.Mutex
	start   time.Time
	runs    int
	longest time.Duration // of the plain runs that passed
	passed  int
	skipped string    // why, if the test skips itself
	created []int     // goroutines that each plain run created
	inner   int       // subtests, from run 1
	lonely  bool      // it starts no goroutine
	crowded bool      // two runs at once get in each other's way
	active  int       // runs under way
	maybe   []Finding // failures that count once the test has passed
	doubts  []Finding // failures that may come from a time-out that the pauses met
	hangs   []hanging
	found   []Finding
	fault   error
	done    context.CancelFunc
}

// hanging is a run that did not end, with the time it was given.
type hanging struct {
	Finding
	given time.Duration
}

// hunt makes runs until the budget is used up or something is found, and
// returns the findings. The error is a fault, or the context's, which comes
// with what was found until then.
func (h *hunter) hunt(ctx context.Context) (Test, []Finding, error) {
	h.start = time.Now()
	inner, cancel := context.WithTimeout(ctx, h.budget)
	defer cancel()
	h.done = cancel
	var wg sync.WaitGroup
	for i := range max(1, h.jobs) {
		wg.Go(func() { h.work(inner, i) })
	}
	wg.Wait()
	if h.fault != nil {
		return Test{}, nil, h.fault
	}
	t := Test{Name: h.target.test, Runs: h.runs, Took: time.Since(h.start), Outcome: Clean, Sequential: h.lonely}
	switch {
	case len(h.found) > 0:
		t.Outcome = Found
	case h.skipped != "":
		t.Outcome, t.Note = Skipped, h.skipped
	case h.passed > 0 && len(h.doubts) > 0:
		t.Note = doubtful(h.doubts)
	case h.passed > 0:
	case len(h.maybe) > 0:
		f := h.maybe[0]
		t.Outcome, t.Note = Failing, f.Title
		if f.Kind != finding.WrongResult {
			t.Note = string(f.Kind) + ": " + f.Title
		}
	case ctx.Err() != nil:
	default:
		t.Outcome = Endless
		if len(h.hangs) > 0 {
			t.Note = whereabouts(h.hangs[0].Finding)
		}
	}
	return t, h.found, ctx.Err()
}

// work makes one run after the other. A test whose runs get in each other's
// way is left to the first worker.
func (h *hunter) work(ctx context.Context, worker int) {
	for ctx.Err() == nil {
		h.mu.Lock()
		if h.crowded && worker > 0 {
			h.mu.Unlock()
			return
		}
		r := h.swarm.next()
		limit := h.limit()
		h.active++
		shared := h.active > 1 || !h.crowded && h.jobs > 1
		h.mu.Unlock()
		res, err := h.target.execute(ctx, r, limit)
		if err != nil {
			h.mu.Lock()
			h.fault = err
			h.mu.Unlock()
			h.done()
			return
		}
		out := h.reader.read(res)
		h.mu.Lock()
		h.active--
		if shared && out.own != nil && collided(res) {
			h.crowded = true
		} else {
			h.take(r, res, out, limit)
		}
		h.mu.Unlock()
	}
}

// collided tells whether a run may have failed because of another run at the
// same time: both wanted the same port.
func collided(res *result) bool {
	const words = "address already in use"
	return bytes.Contains(res.stdout, []byte(words)) || bytes.Contains(res.stderr, []byte(words))
}

// limit is how long a run may take.
func (h *hunter) limit() time.Duration {
	if h.longest == 0 {
		// Nothing is known of the test yet. The run must leave some of the
		// budget for others, and its stacks must arrive.
		return h.budget * 6 / 10
	}
	return patienceFactor*h.longest + patience
}

// take counts a run and what it says.
func (h *hunter) take(r trial, res *result, out outcome, limit time.Duration) {
	if res.cut {
		return
	}
	h.runs++
	if h.status != nil {
		h.status(h.runs)
	}
	plain := r.Profile == "" || r.Profile == "none"
	if out.passed {
		h.passed++
		if plain || h.longest == 0 {
			h.longest = max(h.longest, res.took)
		}
	}
	if out.skipped {
		h.skipped = out.note
		h.done()
		return
	}
	after := time.Since(h.start)
	one := func(f finding.Finding) Finding {
		return Finding{Finding: f, Tests: []string{h.target.test}, Seen: []plan.Run{r.Run}, After: after}
	}
	for _, f := range out.findings {
		h.add(one(f))
	}
	switch {
	case out.own == nil:
	case h.timed && !out.certain && !r.gentle && pauses(r.Profile):
		h.doubt(one(*out.own), r.Run)
	default:
		h.maybe = append(h.maybe, one(*out.own))
	}
	if out.hang != nil {
		h.hangs = append(h.hangs, hanging{one(*out.hang), limit})
	}
	if h.sequential(r, res, out) {
		h.lonely = true
		h.done()
	}
	// A failure is the schedule's doing as soon as another run passes.
	if h.passed > 0 {
		for _, f := range h.maybe {
			h.add(f)
		}
		h.maybe = nil
		h.hangs = slices.DeleteFunc(h.hangs, func(f hanging) bool {
			hung := f.given >= patienceFactor*h.longest+patience
			if hung {
				h.add(f.Finding)
			}
			return hung
		})
	}
	if len(h.found) > 0 && !h.all {
		h.done()
	}
}

// sequential tells whether every plain run has shown that the test starts no
// goroutine: there is nothing that a schedule could change. The first run
// names the subtests, each of which has a goroutine of its own.
func (h *hunter) sequential(r trial, res *result, out outcome) bool {
	round := len(h.swarm.cpus)
	if h.swarm.replay != nil || h.swarm.profile != "" || r.Number > round || !out.passed || !out.known {
		return false
	}
	if r.Number == 1 {
		h.inner = strings.Count("\n"+string(res.stdout), "\n=== RUN   "+h.target.test+"/")
	}
	h.created = append(h.created, out.created)
	return len(h.created) == round && slices.Max(h.created) <= h.inner
}

// What is done about a failure that may come from a time-out.
const (
	// gently is how often its run is made again with shorter pauses.
	gently = 12
	// manyDoubts is how many such failures are looked into.
	manyDoubts = 5
)

// doubt keeps a failure of a test that has to do with time, under a schedule
// that pauses: the time may simply have been up. It counts only if a run fails
// whose pauses are too short for that.
func (h *hunter) doubt(f Finding, r plan.Run) {
	h.doubts = append(h.doubts, f)
	if len(h.doubts) <= manyDoubts {
		h.swarm.again = append(h.swarm.again, slices.Repeat([]plan.Run{r}, gently)...)
	}
}

// doubtful says what became of the doubts.
func doubtful(doubts []Finding) string {
	f := doubts[0]
	r := f.Seen[0]
	return fmt.Sprintf("failed in %d runs whose schedules pause for long, and in no other; as it has to do with time, that may mean nothing: %s (-cpu %d, %s, seed %d)",
		len(doubts), f.Title, r.CPU, r.Profile, r.Seed)
}

// whereabouts says where the goroutines of a run were that did not end.
func whereabouts(f Finding) string {
	if f.Detail == "" {
		return f.Title
	}
	return strings.ReplaceAll(f.Detail, "\n", "; ")
}

func (h *hunter) add(f Finding) {
	p := Package{Findings: h.found}
	p.add(f)
	h.found = p.Findings
}
