package interview

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/verdict"
)

// attempt is a verdict with points, and findings as "kind: title @ check".
func attempt(id string, points int, findings ...string) *verdict.Verdict {
	v := &verdict.Verdict{Exercise: id, Outcome: verdict.Failed, Points: points, Max: 10, Checks: []verdict.Check{
		{Name: "all arrive", State: verdict.CheckPassed}, {Name: "nothing is left behind", State: verdict.CheckPassed},
	}}
	if points == 10 {
		v.Outcome = verdict.Passed
	}
	for i, f := range findings {
		what, check, charged := strings.Cut(f, " @ ")
		kind, title, _ := strings.Cut(what, ": ")
		v.Findings = append(v.Findings, verdict.Finding{Finding: finding.Finding{Kind: finding.Kind(kind), Title: title}})
		for j := range v.Checks {
			switch {
			case !charged:
				v.Checks[j].State = verdict.CheckOpen
			case v.Checks[j].Name == check:
				v.Checks[j].State = verdict.CheckFailed
				v.Checks[j].Findings = append(v.Checks[j].Findings, i)
			}
		}
	}
	return v
}

func reread(t *testing.T, s *Session) State {
	t.Helper()
	again, err := Open(s.Dir)
	require.NoError(t, err)
	require.Equal(t, again.State(), s.State(), "the file says what the process knows")
	return again.State()
}

func at(d time.Duration) *time.Duration { return &d }

func TestAnInterviewBegins(t *testing.T) {
	s, _ := laidOut(t)
	st := reread(t, s)
	require.Equal(t, "2026-11-22-7", st.ID, "the local date")
	require.Equal(t, Options{Count: 2, Seed: 7}, st.Options)
	require.Equal(t, time.Date(2026, 11, 21, 23, 30, 0, 0, time.UTC), st.Started)
	require.Equal(t, 45*time.Minute, st.Length())
	require.Equal(t, 45*time.Minute, st.Left)
	require.Equal(t, []Standing{
		{ID: "205_pipeline", Title: "The pipeline", Pillar: "coordination", Level: 2, Max: 10},
		{ID: "304_rate_limit", Title: "The <b>rate</b> limit", Pillar: "scarcity", Level: 3, Max: 10},
	}, st.Exercises)
	points, maximum := st.Points()
	require.Equal(t, [2]int{0, 20}, [2]int{points, maximum})

	_, err := Start(s.Dir, "again", Options{}, made(t), time.Hour, start)
	require.ErrorContains(t, err, "there is one in")
	_, err = Start(t.TempDir(), "none", Options{}, nil, time.Hour, start)
	require.ErrorContains(t, err, "there are no exercises")
	_, err = Start(t.TempDir(), "short", Options{}, made(t), 0, start)
	require.ErrorContains(t, err, "no time to work in")
}

func TestRecord(t *testing.T) {
	s, _ := laidOut(t)
	const race = "data race: two goroutines use 4 slots @ all arrive"
	record := func(v *verdict.Verdict, hash string, after time.Duration) {
		t.Helper()
		require.NoError(t, s.Record(v, hash, false, after))
	}

	require.NoError(t, s.Record(attempt("205_pipeline", 0, race), "starter", true, time.Minute))
	require.NoError(t, s.Record(&verdict.Verdict{Exercise: "205_pipeline", Outcome: verdict.Fault}, "x", false, 2*time.Minute))
	st := reread(t, s)
	require.Equal(t, Standing{ID: "205_pipeline", Title: "The pipeline", Pillar: "coordination", Level: 2, Max: 10}, st.Exercises[0],
		"neither the untouched starter nor a fault is an attempt")
	require.Equal(t, 43*time.Minute, st.Left, "the time passes all the same")

	record(attempt("205_pipeline", 0, race), "a", 3*time.Minute)
	record(attempt("205_pipeline", 7, "leak: 9 goroutines are left @ nothing is left behind"), "b", 5*time.Minute)
	record(attempt("205_pipeline", 0, strings.Replace(race, "4", "5", 1), race, "compile error: undefined: x"), "c", 6*time.Minute)
	e := reread(t, s).Exercises[0]
	require.Equal(t, 3, e.Attempts)
	require.Equal(t, at(3*time.Minute), e.FirstRun)
	require.Nil(t, e.PassedAfter)
	require.Equal(t, []any{7, 0, "b"}, []any{e.Best, e.Last, e.BestHash})
	require.Equal(t, []Met{
		{Kind: "data race", Title: "two goroutines use 4 slots", Check: "all arrive", Times: 2, First: 3 * time.Minute, Gone: true},
		{Kind: "leak", Title: "9 goroutines are left", Check: "nothing is left behind", Times: 1, First: 5 * time.Minute},
		{Kind: "compile error", Title: "undefined: x", Times: 1, First: 6 * time.Minute, Gone: true},
	}, e.Findings, "numbers make no new finding; the best attempt decides what is gone")

	record(attempt("205_pipeline", 10), "d", 7*time.Minute)
	record(attempt("205_pipeline", 10), "e", 8*time.Minute)
	e = reread(t, s).Exercises[0]
	require.Equal(t, at(7*time.Minute), e.PassedAfter)
	require.True(t, e.Findings[1].Gone)
	require.False(t, s.State().AllPassed())
	require.Zero(t, s.State().Exercises[1].Attempts)

	require.ErrorContains(t, s.Record(attempt("101_counter", 0), "x", false, 0), "not in this interview")
}

// TestBestOfEqualPoints: what does not compile is no better than what ran.
func TestBestOfEqualPoints(t *testing.T) {
	s, _ := laidOut(t)
	for i, c := range []struct {
		v    *verdict.Verdict
		best string
	}{
		{attempt("205_pipeline", 0, "compile error: undefined: x"), "0"},
		{attempt("205_pipeline", 0, "data race: r @ all arrive"), "1"},
		{attempt("205_pipeline", 0, "compile error: undefined: y"), "1"},
		{attempt("205_pipeline", 0, "stuck: s @ all arrive"), "3"},
		{attempt("205_pipeline", 7), "4"},
		{attempt("205_pipeline", 3), "4"},
	} {
		require.NoError(t, s.Record(c.v, string(rune('0'+i)), false, time.Minute))
		require.Equal(t, c.best, s.State().Exercises[0].BestHash, "attempt %d", i)
	}
}

func TestASnapshotStays(t *testing.T) {
	s, _ := laidOut(t)
	require.NoError(t, s.Record(attempt("205_pipeline", 3, "leak: l @ nothing is left behind"), "a", false, time.Minute))
	before := s.State()
	b, err := json.Marshal(before)
	require.NoError(t, err)
	require.NoError(t, s.Record(attempt("205_pipeline", 10), "b", false, 2*time.Minute))
	after, err := json.Marshal(before)
	require.NoError(t, err)
	require.Equal(t, string(b), string(after))
}

func TestEnd(t *testing.T) {
	s, _ := laidOut(t)
	now := start.Add(20 * time.Minute)
	require.ErrorContains(t, s.End("tired", 0, now), "no way to end")
	require.ErrorContains(t, s.End(Finished, 0, now), "not finished")
	require.True(t, s.State().Running(now))
	require.NoError(t, s.End(Stopped, 20*time.Minute, now))
	require.NoError(t, s.End(ByTime, time.Hour, now.Add(time.Hour)), "the first end stands")
	st := reread(t, s)
	require.Equal(t, &Ended{At: now.UTC(), After: 20 * time.Minute, How: Stopped}, st.Ended)
	require.False(t, st.Running(now))

	require.ErrorIs(t, s.Record(attempt("205_pipeline", 10), "a", false, 21*time.Minute), ErrOver)
	require.Zero(t, reread(t, s).Exercises[0].Attempts)
	require.NoError(t, s.Record(attempt("205_pipeline", 10), "a", false, 19*time.Minute), "the code was read before the end")
	require.Equal(t, 10, reread(t, s).Exercises[0].Best)
}

func TestRemaining(t *testing.T) {
	st := State{Started: start, Deadline: start.Add(time.Hour), Left: 40 * time.Minute}
	for now, want := range map[time.Duration]time.Duration{
		-time.Hour: 40 * time.Minute, 0: 40 * time.Minute, 30 * time.Minute: 30 * time.Minute, time.Hour: 0, 2 * time.Hour: 0,
	} {
		require.Equal(t, want, st.Remaining(start.Add(now)), "%s", now)
	}
}

func TestNoVerdictOnCodeFromAfterTheDeadline(t *testing.T) {
	s, _ := laidOut(t)
	require.ErrorIs(t, s.Record(attempt("205_pipeline", 10), "a", false, 45*time.Minute), ErrOver)
	require.NoError(t, s.Record(attempt("205_pipeline", 10), "a", false, 45*time.Minute-1))
	require.NoError(t, s.Record(attempt("304_rate_limit", 10), "b", false, 5*time.Minute))
	require.NoError(t, s.End(Finished, time.Hour, start.Add(time.Hour)))
	require.Equal(t, 45*time.Minute, reread(t, s).Ended.After)
}

func TestWrongResultsOfACheckAreOneFinding(t *testing.T) {
	s, _ := laidOut(t)
	require.NoError(t, s.Record(attempt("205_pipeline", 3, "wrong result: a and b came @ all arrive", "wrong result: only c came @ all arrive", "wrong result: late @ nothing is left behind"), "a", false, time.Minute))
	require.Len(t, s.State().Exercises[0].Findings, 2)
}

func TestTheSameCodeAgainIsNoAttempt(t *testing.T) {
	s, _ := laidOut(t)
	for range 3 {
		require.NoError(t, s.Record(attempt("205_pipeline", 3), "a", false, time.Minute))
	}
	again, err := Open(s.Dir)
	require.NoError(t, err)
	require.NoError(t, again.Record(attempt("205_pipeline", 7), "a", false, 2*time.Minute))
	e := reread(t, again).Exercises[0]
	require.Equal(t, []int{1, 7}, []int{e.Attempts, e.Best}, "and what it shows counts")
	require.NoError(t, again.Record(attempt("205_pipeline", 3), "b", false, 3*time.Minute))
	require.NoError(t, again.Record(attempt("205_pipeline", 3), "a", false, 4*time.Minute))
	require.Equal(t, 3, reread(t, again).Exercises[0].Attempts)
}

// TestTwoProcessesRecord has two sessions opened on one folder, as a screen and
// a check in another terminal have.
func TestTwoProcessesRecord(t *testing.T) {
	s, _ := laidOut(t)
	other, err := Open(s.Dir)
	require.NoError(t, err)
	const each = 50
	var (
		wg       sync.WaitGroup
		attempts atomic.Int64
	)
	for _, who := range []*Session{s, other} {
		for range 2 {
			wg.Go(func() {
				for range each {
					hash := strconv.Itoa(int(attempts.Add(1)))
					if err := who.Record(attempt("205_pipeline", 3), hash, false, time.Minute); err != nil {
						t.Error(err)
					}
					who.State().AllPassed()
				}
			})
		}
	}
	wg.Wait()
	require.NoError(t, s.refresh())
	require.Equal(t, 4*each, reread(t, s).Exercises[0].Attempts)
	drafts, err := filepath.Glob(filepath.Join(s.Dir, ".session.json*"))
	require.NoError(t, err)
	require.Empty(t, drafts)
}

func TestDamagedFiles(t *testing.T) {
	s, _ := laidOut(t)
	good, err := os.ReadFile(filepath.Join(s.Dir, sessionFile))
	require.NoError(t, err)
	with := func(old, new string) string {
		require.Contains(t, string(good), old)
		return strings.Replace(string(good), old, new, 1)
	}
	for name, content := range map[string]string{
		"cut off":              string(good[:len(good)/2]),
		"empty":                "",
		"null":                 "null",
		"a list":               "[]",
		"no schema":            with(Schema, ""),
		"no start":             with(`"2026-11-21T23:30:00Z"`, `"0001-01-01T00:00:00Z"`),
		"the deadline before":  with(`"2026-11-22T00:15:00Z"`, `"2026-11-21T00:15:00Z"`),
		"a year with 5 digits": with(`"2026-11-22T00:15:00Z"`, `"9999-12-31T23:59:59-10:00"`),
		"too much left":        with(`"left_ns": 2700000000000`, `"left_ns": 2700000000001`),
		"less than nothing":    with(`"left_ns": 2700000000000`, `"left_ns": -1`),
		"a way out":            with(`"205_pipeline"`, `"../../etc"`),
		"the same twice":       with(`"304_rate_limit"`, `"205_pipeline"`),
		"too many points":      with(`"best_points": 0`, `"best_points": 11`),
		"points from nowhere":  with(`"best_points": 0`, `"best_points": 3`),
		"tried at no time":     with(`"attempts": 0`, `"attempts": 1`),
		"no exercises":         `{"schema":"racekata/interview/v1","id":"x","started":"2026-11-21T23:30:00Z","deadline":"2026-11-22T00:15:00Z"}`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, sessionFile)
			for _, aside := range []string{path + ".damaged-1", path + ".damaged-2"} {
				require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
				_, err := Open(dir)
				var damaged *DamagedError
				require.ErrorAs(t, err, &damaged)
				require.Equal(t, aside, damaged.Aside)
				require.ErrorContains(t, err, aside)
				kept, err := os.ReadFile(aside)
				require.NoError(t, err)
				require.Equal(t, content, string(kept))
				_, err = Open(dir)
				require.ErrorIs(t, err, ErrNotSession)
			}
		})
	}
}

// TestDamagedInTheMiddle: the process that runs the screen still knows all.
func TestDamagedInTheMiddle(t *testing.T) {
	s, _ := laidOut(t)
	path := filepath.Join(s.Dir, sessionFile)
	require.NoError(t, s.Record(attempt("205_pipeline", 3), "a", false, time.Minute))
	require.NoError(t, os.WriteFile(path, []byte("{"), 0o644))
	err := s.Record(attempt("205_pipeline", 7), "b", false, 2*time.Minute)
	var damaged *DamagedError
	require.ErrorAs(t, err, &damaged)
	require.True(t, damaged.Restored)
	require.ErrorContains(t, err, "goes on from what was known here")
	e := reread(t, s).Exercises[0]
	require.Equal(t, [2]int{2, 7}, [2]int{e.Attempts, e.Best}, "both are kept")

	require.NoError(t, os.Remove(path))
	require.NoError(t, s.Save(time.Minute))
	require.Equal(t, 7, reread(t, s).Exercises[0].Best)

	require.NoError(t, os.Remove(path))
	require.ErrorContains(t, s.Record(attempt("101_counter", 7), "b", false, time.Minute), "not in this interview")
	require.Equal(t, 7, reread(t, s).Exercises[0].Best)
}

// TestWhatCannotBeWrittenNow counts here, and is in the file later. (A mode
// would not keep root from writing; a folder in the way keeps everybody.)
func TestWhatCannotBeWrittenNow(t *testing.T) {
	s, _ := laidOut(t)
	other, err := Open(s.Dir)
	require.NoError(t, err)
	path := filepath.Join(s.Dir, sessionFile)

	require.NoError(t, os.Rename(path, path+".moved"))
	require.NoError(t, os.Mkdir(path, 0o755))
	for i := range 2 {
		err := s.Record(attempt("205_pipeline", 3+i), strconv.Itoa(i), false, time.Minute)
		require.ErrorContains(t, err, "cannot be saved at the moment")
		require.Equal(t, 1+i, s.State().Exercises[0].Attempts)
	}
	require.ErrorIs(t, s.Record(attempt("205_pipeline", 3), "a", false, time.Hour), ErrOver)
	require.NoError(t, os.Remove(path))
	require.NoError(t, os.Rename(path+".moved", path))

	require.NoError(t, other.Record(attempt("205_pipeline", 7), "b", false, time.Minute))
	require.NoError(t, s.refresh())
	e := reread(t, s).Exercises[0]
	require.Equal(t, [2]int{3, 7}, [2]int{e.Attempts, e.Best}, "those of both, each once")
	require.NoError(t, s.refresh())
	require.Equal(t, 3, reread(t, s).Exercises[0].Attempts)

	// The whole folder goes away and comes back.
	away := s.Dir + ".away"
	require.NoError(t, os.Rename(s.Dir, away))
	require.Error(t, s.Record(attempt("205_pipeline", 10), "c", false, 2*time.Minute))
	require.NoError(t, os.Mkdir(s.Dir, 0o755))
	require.NoError(t, s.Save(time.Minute))
	e = reread(t, s).Exercises[0]
	require.Equal(t, [2]int{4, 10}, [2]int{e.Attempts, e.Best})
}

func TestFilesThatAreNotOursToTouch(t *testing.T) {
	s, _ := laidOut(t)
	path := filepath.Join(s.Dir, sessionFile)
	for content, want := range map[string]error{
		`{"schema":"racekata/interview/v2","id":[]}`: &NewerError{Path: path},
		`{"schema":"acme/session/v1"}`:               ErrNotSession,
	} {
		require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
		_, err := Open(s.Dir)
		for _, err := range []error{err, s.Save(0), s.Record(attempt("205_pipeline", 1), "a", false, 0), s.End(Stopped, 0, start), s.refresh()} {
			require.ErrorContains(t, err, want.Error())
		}
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, content, string(b))
	}
	aside, err := filepath.Glob(path + ".*")
	require.NoError(t, err)
	require.Empty(t, aside)

	_, err = Open(t.TempDir())
	require.ErrorIs(t, err, ErrNotSession)
	_, err = Open(filepath.Join(t.TempDir(), "missing"))
	require.ErrorIs(t, err, ErrNotSession)
}

func FuzzSession(f *testing.F) {
	f.Add([]byte(`{"schema":"racekata/interview/v1","id":"2026-11-22-7","options":{"count":1,"seed":18446744073709551615},
"started":"2026-11-21T23:30:00Z","deadline":"2026-11-22T00:15:00Z","left_ns":1,"exercises":[{"id":"205_pipeline","attempts":2,
"first_run_ns":5,"passed_after_ns":6,"best_points":3,"last_points":1,"max_points":10,"findings":[{"kind":"leak","title":"l","times":1,"first_ns":2}]}],
"ended":{"at":"2026-11-22T00:15:00Z","after_ns":3,"how":"time"}}`))
	f.Add([]byte(`{"schema":"racekata/interview/v9"}`))
	f.Add([]byte(`{"schema":"racekata/interview/v1","exercises":[null]}`))
	f.Add([]byte(`{`))
	f.Fuzz(func(t *testing.T, content []byte) {
		st, err := parseState(content, "p")
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		// What is accepted can be gone on with, written, read and summed up.
		for i := range st.Exercises {
			st.Exercises[i].record(attempt(st.Exercises[i].ID, 10, "leak: l @ all arrive"), "h", time.Second)
		}
		st.spent(time.Minute)
		b, err := json.Marshal(st)
		require.NoError(t, err)
		again, err := parseState(b, "p")
		require.NoError(t, err)
		require.LessOrEqual(t, again.Remaining(again.Started), again.Length())
		if st.Ended == nil {
			st.Ended = &Ended{At: st.Deadline, After: st.Length(), How: ByTime}
		}
		card, err := Score(st, nil)
		require.NoError(t, err)
		require.LessOrEqual(t, card.Percent, 100)
		var md strings.Builder
		card.Markdown(&md)
		require.NotContains(t, md.String(), "\x1b")
	})
}

// refresh reads what other processes have written meanwhile.
func (s *Session) refresh() error { return s.update(func(*State) (bool, error) { return false, nil }) }
