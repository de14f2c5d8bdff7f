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
	"racekata/grader/internal/schedule"
	"racekata/grader/kit/hook"
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
			t.Note = h.hangs[0].Title
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
		res, err := h.target.execute(ctx, r, limit, r.Number == 1)
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
			h.take(res, out, limit)
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
func (h *hunter) take(res *result, out outcome, limit time.Duration) {
	if res.cut {
		return
	}
	h.runs++
	if h.status != nil {
		h.status(h.runs)
	}
	plain := res.run.Profile == "" || res.run.Profile == "none"
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
		return Finding{Finding: f, Tests: []string{h.target.test}, Seen: []plan.Run{res.run}, After: after}
	}
	for _, f := range out.findings {
		h.add(one(f))
	}
	if out.own != nil {
		h.maybe = append(h.maybe, one(*out.own))
	}
	if out.hang != nil {
		h.hangs = append(h.hangs, hanging{one(*out.hang), limit})
	}
	if h.sequential(res, out) {
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
func (h *hunter) sequential(res *result, out outcome) bool {
	round := len(h.swarm.cpus)
	if h.swarm.replay != nil || h.swarm.profile != "" || res.run.Number > round || !out.passed || !out.known {
		return false
	}
	if res.run.Number == 1 {
		h.inner = strings.Count("\n"+string(res.stdout), "\n=== RUN   "+h.target.test+"/")
	}
	h.created = append(h.created, out.created)
	return len(h.created) == round && slices.Max(h.created) <= h.inner
}

func (h *hunter) add(f Finding) {
	p := Package{Findings: h.found}
	p.add(f)
	h.found = p.Findings
}

// swarm is the runs of one test, in order, without end.
type swarm struct {
	cpus    []int
	seed    uint64
	profile string    // "": all of them
	replay  *plan.Run // this one again and again
	made    int
	drawn   plan.Plan
	drawing uint64
}

// chunk is how many runs are drawn at once.
const chunk = 600

func (s *swarm) next() plan.Run {
	s.made++
	var r plan.Run
	switch {
	case s.replay != nil:
		r = *s.replay
	case s.profile == "" && s.made <= len(s.cpus):
		r = plan.Run{CPU: s.cpus[s.made-1]}
	default:
		for len(s.drawn) == 0 {
			// Draw makes a run's seed of ours and the run's place. Seeds of two
			// hunts, and of two chunks of one, must lie far enough apart.
			from := s.seed*0x9e3779b97f4a7c15 + s.drawing*chunk
			s.drawn = schedule.Draw(from, chunk, s.cpus)
			s.drawing++
			if s.profile != "" {
				for i := range s.drawn {
					s.drawn[i].Profile, s.drawn[i].Seed = s.profile, from+uint64(i)
				}
			}
		}
		r, s.drawn = s.drawn[0], s.drawn[1:]
	}
	r.Number = s.made
	return r
}

// profileNames are the profiles there are.
func profileNames() []string {
	var names []string
	for _, p := range hook.Profiles() {
		names = append(names, p.Name)
	}
	return names
}

func (h hanging) String() string { return fmt.Sprintf("%s after %v", h.Title, h.given) }
