package grading

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/classroom/kept"
	"racekata/grader/internal/classroom/record"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/judge"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/verdict"
)

// Engine has a class judged.
type Engine struct {
	// Judge makes one run at a time: the engine judges several candidates at
	// once instead.
	Judge *judge.Judge
	// Plan is the plan for a candidate.
	Plan func(*exercise.Exercise, candidate.Candidate) (plan.Plan, judge.RunOptions)
	// Basis names all that judges an exercise: two verdicts on one basis can
	// be compared, and one stands for the other.
	Basis func(*exercise.Exercise) string
	Book  *record.Book
	// Kept, if not nil, keeps verdicts by content.
	Kept *kept.Memory
	// Jobs is how many candidates are judged at once.
	Jobs int
	// Regrade judges again what was judged on another basis, and takes over
	// what Replay has found since; otherwise what is in the book counts as long
	// as the code is the same.
	Regrade bool
	// Anew judges everything again, kept or not.
	Anew bool
	// Told is called after each verdict, one call at a time; nil tells nobody.
	Told func(Told)
}

// Told is what there is to say about a verdict.
type Told struct {
	Student  string // the submission's key
	Exercise string
	Verdict  *verdict.Verdict
	// Kept is true when the same code was judged before.
	Kept bool
	// Done counts the verdicts that there are, of All. Judged are those of
	// this run that were not kept.
	Done, All, Judged int
}

// place is one exercise of one submission.
type place struct{ handed, exercise int }

// job is the places that hold the same code.
type job struct {
	exercise int
	hash     string
	places   []place
}

// tally counts for Told.
type tally struct {
	mu                sync.Mutex
	done, all, judged int
}

// Outdated counts the verdicts in the book that were made on another basis
// and are on the code that is there now: what Regrade would judge again.
func (g *Engine) Outdated(c *Class) int {
	n := 0
	for _, h := range c.Handed {
		for i, w := range h.Work {
			l, ok := g.Book.Find(h.Key, c.Exercises[i].ID)
			if ok && w.Hash != "" && l.Hash == w.Hash && l.Basis != g.Basis(c.Exercises[i]) {
				n++
			}
		}
	}
	return n
}

// jobs are what is left to do, in the order of the submissions, and how many
// places there are in all.
func (g *Engine) jobs(c *Class) (jobs []*job, all int) {
	byCode := map[string]*job{}
	for at, h := range c.Handed {
		for i, w := range h.Work {
			if w.Hash == "" {
				continue
			}
			all++
			if g.has(h.Key, c.Exercises[i], w.Hash) {
				continue
			}
			key := c.Exercises[i].ID + " " + w.Hash
			j := byCode[key]
			if j == nil {
				j = &job{exercise: i, hash: w.Hash}
				byCode[key] = j
				jobs = append(jobs, j)
			}
			j.places = append(j.places, place{at, i})
		}
	}
	return jobs, all
}

// has tells whether the book has a verdict that counts.
func (g *Engine) has(student string, e *exercise.Exercise, hash string) bool {
	l, ok := g.Book.Find(student, e.ID)
	switch {
	case !ok, g.Anew, l.Hash != hash, l.Verdict.Outcome == verdict.Fault:
		return false
	}
	if !g.Regrade {
		return true
	}
	basis := g.Basis(e)
	if g.Kept != nil {
		// A failure that was seen once stays.
		if v, ok := g.Kept.Load(kept.Key(hash, basis)); ok && v.Outcome != l.Verdict.Outcome {
			return false
		}
	}
	return l.Basis == basis
}

// Grade judges what the book does not have yet. The error is the context's, or
// says what the machine refused.
func (g *Engine) Grade(ctx context.Context, c *Class) error {
	jobs, all := g.jobs(c)
	count := &tally{all: all, done: all}
	for _, j := range jobs {
		count.done -= len(j.places)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(1, g.Jobs))
	for _, j := range jobs {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return g.do(ctx, c, j, count)
		})
	}
	return group.Wait()
}

// do has the code of a job judged once and writes the verdict for everyone who
// handed it in. What says something of the machine is not shared.
func (g *Engine) do(ctx context.Context, c *Class, j *job, count *tally) error {
	e := c.Exercises[j.exercise]
	basis := g.Basis(e)
	key := kept.Key(j.hash, basis)
	var (
		v      *verdict.Verdict
		before bool
	)
	if g.Kept != nil && !g.Anew {
		v, before = g.Kept.Load(key)
	}
	for _, p := range j.places {
		cand := c.Handed[p.handed].Work[p.exercise].Candidate
		if v == nil || !kept.Worth(v) {
			got, err := g.judge(ctx, e, cand)
			if err != nil {
				return err
			}
			if g.Kept != nil {
				if err := g.Kept.Store(key, got); err != nil {
					return err
				}
			}
			v, before = got, false
		}
		own := *v
		own.LeftOut = judge.LeftOut(cand)
		err := g.Book.Append(record.Line{
			Student: c.Handed[p.handed].Key, Exercise: e.ID, Hash: j.hash, Basis: basis,
			At: time.Now().UTC(), Verdict: &own,
		})
		if err != nil {
			return err
		}
		g.tell(count, Told{Student: c.Handed[p.handed].Key, Exercise: e.ID, Verdict: &own, Kept: before})
		before = true
	}
	return nil
}

func (g *Engine) tell(count *tally, t Told) {
	count.mu.Lock()
	defer count.mu.Unlock()
	count.done++
	if !t.Kept {
		count.judged++
	}
	if g.Told != nil {
		t.Done, t.All, t.Judged = count.done, count.all, count.judged
		g.Told(t)
	}
}

// judge judges one candidate. A crash of ours is a fault of one verdict and no
// reason to stop.
func (g *Engine) judge(ctx context.Context, e *exercise.Exercise, c candidate.Candidate) (v *verdict.Verdict, err error) {
	defer func() {
		if r := recover(); r != nil {
			v, err = verdict.Faulty(e, fmt.Errorf("%v\n%s", r, debug.Stack())), nil
		}
	}()
	pl, o := g.Plan(e, c)
	return g.Judge.Check(ctx, e, c, "exercises/"+e.ID, pl, o)
}

// Replay judges one candidate again, whatever is kept. A failure is kept.
func (g *Engine) Replay(ctx context.Context, e *exercise.Exercise, w Work) (*verdict.Verdict, error) {
	v, err := g.judge(ctx, e, w.Candidate)
	if err != nil {
		return nil, err
	}
	if g.Kept != nil {
		err = g.Kept.Store(kept.Key(w.Hash, g.Basis(e)), v)
	}
	return v, err
}
