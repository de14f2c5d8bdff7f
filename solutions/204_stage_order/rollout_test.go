package rollout_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"racekata/grader/kit"
	rollout "racekata/solutions/204_stage_order"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signature, pinned.
var _ func(stages [][]string, do func(step string) error) error = rollout.Run

// plan names the steps of stages that are so wide: "1.1", "1.2", "2.1" …
func plan(wide ...int) [][]string {
	var stages [][]string
	for n, w := range wide {
		stage := []string{}
		for i := range w {
			stage = append(stage, fmt.Sprintf("%d.%d", n+1, i+1))
		}
		stages = append(stages, stage)
	}
	return stages
}

// place is the place of a step in its plan: the stage, and where in it.
func place(step string) (stage, i int) {
	// A step that is not of the plan's form is the test's own mistake.
	if _, err := fmt.Sscanf(step, "%d.%d", &stage, &i); err != nil {
		panic(err)
	}
	return stage - 1, i - 1
}

// journal is what has begun, with its own lock: whether the stages make one
// unnecessary is judged in TestStepsReadWhatEarlierStagesWrote.
type journal struct {
	mu    sync.Mutex
	begun map[string]int
}

func newJournal() *journal { return &journal{begun: map[string]int{}} }

func (j *journal) begin(step string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.begun[step]++
}

// firstOf is the first step of the stages that has begun, "" if none has.
func (j *journal) firstOf(stages [][]string) string {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, stage := range stages {
		for _, step := range stage {
			if j.begun[step] > 0 {
				return step
			}
		}
	}
	return ""
}

// judge compares how often each step has begun with how often it stands in the
// stages.
func (j *journal) judge(k *kit.T, stages [][]string) {
	k.Helper()
	want := map[string]int{}
	for _, stage := range stages {
		for _, step := range stage {
			want[step]++
		}
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, stage := range stages {
		for _, step := range stage {
			if got := j.begun[step]; got != want[step] {
				k.Errorf("step %s stands in the plan %d times and was done %d times", step, want[step], got)
				return
			}
		}
	}
}

// A failure is an error that errors.Is finds by identity only.
type failure struct{ step string }

func (f *failure) Error() string { return f.step + " has failed" }

func TestTheNextStageWaitsForEveryStep(t *testing.T) {
	k := kit.Begin(t)
	stages := plan(3, 3, 3)
	for n, stage := range stages {
		for _, slow := range stage {
			var (
				hold     = k.Hold()
				j        = newJournal()
				returned atomic.Bool
				err      error
			)
			done := k.Go(1, func(int) {
				err = rollout.Run(stages, func(step string) error {
					j.begin(step)
					if step == slow {
						hold.Wait()
					}
					return nil
				})
				returned.Store(true)
			})
			k.Settle()
			early, over := j.firstOf(stages[n+1:]), returned.Load()
			hold.Release()
			done()
			switch {
			case early != "":
				k.Fatalf("stage %d has 3 steps, and %s was still running when step %s began", n+1, slow, early)
			case over:
				k.Fatalf("Run returned while step %s was running", slow)
			case err != nil:
				k.Fatalf("every step went well, and Run returned the error %q", err)
			}
			j.judge(k, stages)
			if k.Failed() {
				return
			}
		}
	}
}

func TestHoweverLongAStepTakes(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		// A year, in which who looks now and then burns CPU without end.
		const takes = 365 * 24 * time.Hour
		start := time.Now()
		next := time.Duration(-1)
		err := rollout.Run(plan(1, 1), func(step string) error {
			if step == "1.1" {
				time.Sleep(takes)
			} else {
				next = time.Since(start)
			}
			return nil
		})
		over := time.Since(start)
		switch {
		case err != nil:
			k.Errorf("the only step of stage 1 took %v and went well, and Run returned the error %q", takes, err)
		case over < takes:
			k.Errorf("the only step of stage 1 takes %v, and Run returned after %v", takes, over)
		case next < takes:
			k.Errorf("the only step of stage 1 takes %v, and stage 2 began after %v", takes, next)
		}
	})
}

func TestStepsReadWhatEarlierStagesWrote(t *testing.T) {
	k := kit.Begin(t)
	for _, wide := range [][]int{{3, 3}, {1, 7, 2, 12, 3, 3}} {
		stages := plan(wide...)
		written := make([][]int, len(stages)) // without a lock: the stages guard it
		for n, stage := range stages {
			written[n] = make([]int, len(stage))
		}
		var early atomic.Int64
		err := rollout.Run(stages, func(step string) error {
			n, i := place(step)
			if n > 0 {
				for _, w := range written[n-1] {
					if w == 0 {
						early.Add(1)
					}
				}
			}
			written[n][i]++
			return nil
		})
		if err != nil {
			k.Errorf("every step went well, and Run returned the error %q", err)
		}
		if n := early.Load(); n > 0 {
			k.Errorf("steps looked for what those of the stage before had written, and %d times it was not there", n)
		}
		for n, stage := range stages {
			for i, step := range stage {
				if w := written[n][i]; w != 1 && !k.Failed() {
					k.Errorf("Run has returned, and step %s has been done %d times", step, w)
				}
			}
		}
		if k.Failed() {
			return
		}
	}
}

func TestEachEntryIsDoneOnce(t *testing.T) {
	k := kit.Begin(t)
	stages := [][]string{{"ping", "ping", "sync"}, {"ping"}, {"sync", "sync"}, {"ping", "sync"}}
	j := newJournal()
	err := rollout.Run(stages, func(step string) error {
		j.begin(step)
		return nil
	})
	if err != nil {
		k.Errorf("every step went well, and Run returned the error %q", err)
	}
	j.judge(k, stages)
}

func TestAFailedStageIsOverWhenAllItsStepsAre(t *testing.T) {
	k := kit.Begin(t)
	stages := plan(2, 3, 2)
	for _, failing := range stages[1] {
		for _, slow := range stages[1] {
			var (
				hold     = k.Hold()
				j        = newJournal()
				why      = &failure{failing}
				returned atomic.Bool
				err      error
			)
			done := k.Go(1, func(int) {
				err = rollout.Run(stages, func(step string) error {
					j.begin(step)
					if step == slow {
						hold.Wait()
					}
					if step == failing {
						return why
					}
					return nil
				})
				returned.Store(true)
			})
			k.Settle()
			early, over := j.firstOf(stages[2:]), returned.Load()
			hold.Release()
			done()
			switch late := j.firstOf(stages[2:]); {
			case over:
				k.Errorf("step %s failed, and Run returned while %s, of the same stage, was running", failing, slow)
			case early != "":
				k.Errorf("step %s began while %s, of the stage before, was running", early, slow)
			case late != "":
				k.Errorf("step %s failed, and %s, of the next stage, was done", failing, late)
			case !errors.Is(err, why):
				k.Errorf("step %s failed; errors.Is does not find its error in the one that Run returned: %v", failing, err)
			}
			if !k.Failed() {
				j.judge(k, stages[:2])
			}
			if k.Failed() {
				return
			}
		}
	}
}

func TestAllOfAFailingStageIsDone(t *testing.T) {
	k := kit.Begin(t)
	for _, s := range []struct {
		steps int
		fails func(i int) bool
	}{
		{300, func(int) bool { return true }},
		{40, func(i int) bool { return i%2 == 1 }},
		{40, func(i int) bool { return i == 0 || i == 39 }},
	} {
		stages := plan(1, s.steps, 2)
		var (
			j    = newJournal()
			whys = map[string]error{} // not changed once Run has begun
		)
		for i, step := range stages[1] {
			if s.fails(i) {
				whys[step] = &failure{step}
			}
		}
		err := rollout.Run(stages, func(step string) error {
			j.begin(step)
			return whys[step] // nil for those that do well
		})
		if step := j.firstOf(stages[2:]); step != "" {
			k.Errorf("%d of %d steps failed, and %s, of the next stage, was done", len(whys), s.steps, step)
		}
		j.judge(k, stages[:2])
		missing := 0
		for _, why := range whys {
			if !errors.Is(err, why) {
				missing++
			}
		}
		if missing > 0 {
			k.Errorf("%d of %d steps failed, and errors.Is does not find the errors of %d of them in the one that Run returned: %s", len(whys), s.steps, missing, short(err))
		}
		if errors.Is(err, &failure{"nothing"}) {
			k.Errorf("errors.Is finds an error in the one that Run returned that has nothing to do with it: %s", short(err))
		}
		if k.Failed() {
			return
		}
	}
}

// complaints is an error that cannot be compared with another one, nor be the
// key of a map.
type complaints []string

func (c complaints) Error() string { return strings.Join(c, ", ") }

func TestWhateverTheErrorIs(t *testing.T) {
	k := kit.Begin(t)
	stages := plan(2, 1)
	for _, s := range []struct {
		of   string
		whys [2]error
	}{
		{"two errors with the same text", [2]error{errors.New("timeout"), errors.New("timeout")}},
		{"context.Canceled", [2]error{context.Canceled}},
		{"an error that wraps context.DeadlineExceeded", [2]error{nil, fmt.Errorf("migrate: %w", context.DeadlineExceeded)}},
		{"io.EOF", [2]error{io.EOF}},
		{"errors of a type that is a slice", [2]error{complaints{"disk full"}, complaints{"disk full"}}},
	} {
		var goesOn atomic.Bool
		err := rollout.Run(stages, func(step string) error {
			stage, i := place(step)
			if stage == 1 {
				goesOn.Store(true)
				return nil
			}
			return s.whys[i]
		})
		if goesOn.Load() {
			k.Errorf("steps returned %s, and the next stage was done", s.of)
		}
		for _, why := range s.whys {
			var listed complaints
			if errors.As(why, &listed) {
				if !errors.As(err, &listed) {
					k.Errorf("steps returned %s, and errors.As does not find them in the error that Run returned: %s", s.of, short(err))
				}
			} else if why != nil && !errors.Is(err, why) {
				k.Errorf("steps returned %s, and errors.Is does not find each in the error that Run returned: %s", s.of, short(err))
			}
		}
		if k.Failed() {
			return
		}
	}
}

func TestANameThatOccursTwiceMayFailTwice(t *testing.T) {
	k := kit.Begin(t)
	stages := [][]string{{"ping", "ping"}, {"sync"}}
	why := []error{&failure{"ping, called first,"}, &failure{"ping, called second,"}}
	for _, fails := range [][]bool{{true, true}, {true, false}, {false, true}} {
		for _, slow := range []int64{1, 2} { // the call that ends after the other
			var (
				hold   = k.Hold()
				pings  atomic.Int64
				goesOn atomic.Bool
				err    error
			)
			done := k.Go(1, func(int) {
				err = rollout.Run(stages, func(step string) error {
					if step == "sync" {
						goesOn.Store(true)
						return nil
					}
					n := pings.Add(1)
					if n == slow {
						hold.Wait()
					}
					if n <= 2 && fails[n-1] {
						return why[n-1]
					}
					return nil
				})
			})
			k.Settle()
			hold.Release()
			done()
			when := fmt.Sprintf("%q stands twice in a stage, and of its two calls (failed: %v) number %d ended last", "ping", fails, slow)
			for i, failed := range fails {
				if failed && !errors.Is(err, why[i]) {
					k.Errorf("%s; errors.Is does not find the error of call %d in the one that Run returned: %s", when, i+1, short(err))
				}
			}
			if goesOn.Load() {
				k.Errorf("%s; the next stage was done", when)
			}
			if k.Failed() {
				return
			}
		}
	}
}

// short is an error's text, or the beginning of it.
func short(err error) string {
	text := strings.ReplaceAll(fmt.Sprint(err), "\n", "; ")
	if len(text) > 120 {
		return text[:120] + "…"
	}
	return text
}

func TestStagesMayBeEmpty(t *testing.T) {
	k := kit.Begin(t)
	for _, wide := range [][]int{{}, {0}, {0, 2}, {2, 0, 0, 2}, {2, 0}} {
		stages := plan(wide...)
		j := newJournal()
		err := rollout.Run(stages, func(step string) error {
			j.begin(step)
			return nil
		})
		if err != nil {
			k.Errorf("every step went well, and Run returned the error %q", err)
		}
		j.judge(k, stages)
		if k.Failed() {
			return
		}
	}
	if err := rollout.Run(nil, func(string) error { return nil }); err != nil {
		k.Errorf("there were no stages, and Run returned the error %q", err)
	}
}

func TestAllStepsOfAStageRunAtTheSameTime(t *testing.T) {
	k := kit.Begin(t)
	const n, more = 1200, 60
	holds := []*kit.Hold{k.Hold(), k.Hold(), k.Hold()}
	done := k.Go(1, func(int) {
		_ = rollout.Run(plan(n, 1, more), func(step string) error {
			stage, _ := place(step)
			holds[stage].Wait()
			return nil
		})
	})
	for stage, want := range []int{n, 1, more} {
		k.Settle()
		if got := holds[stage].Inside(); got != want && !k.Failed() {
			k.Errorf("%d of the %d steps of stage %d are running at the same time", got, want, stage+1)
		}
		holds[stage].Release()
	}
	done()
}

func TestRunsDoNotWaitForEachOther(t *testing.T) {
	k := kit.Begin(t)
	stages := plan(2, 2)
	hold := k.Hold()
	first := k.Go(1, func(int) {
		_ = rollout.Run(stages, func(string) error {
			hold.Wait()
			return nil
		})
	})
	k.Settle()
	var returned atomic.Bool
	second := k.Go(1, func(int) {
		_ = rollout.Run(stages, func(string) error { return nil })
		returned.Store(true)
	})
	k.Settle()
	if !returned.Load() {
		k.Errorf("a second rollout waits for the steps of the first")
	}
	hold.Release()
	first()
	second()
}

func TestTheStagesAreOnlyRead(t *testing.T) {
	k := kit.Begin(t)
	stages := [][]string{{"orders", "archive", "news", "archive"}, {"web2", "web1"}}
	k.Together(3, func(int) {
		_ = rollout.Run(stages, func(string) error { return nil })
	})
	if got, want := fmt.Sprint(stages), "[[orders archive news archive] [web2 web1]]"; got != want {
		k.Errorf("the stages were %s, and after Run they are %s", want, got)
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	kit.Begin(t)
	stages := plan(2, 3, 2)
	for _, failing := range []string{"", "2.1", "2.3", "3.1"} {
		_ = rollout.Run(stages, func(step string) error {
			if step == failing {
				return &failure{step}
			}
			return nil
		})
	}
}
