package judge

import (
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/runner"
	"racekata/grader/internal/verdict"
)

func TestCanarySource(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), canaryFile, canarySource("counter"), 0)
	require.NoError(t, err)
	require.Equal(t, "counter_test", f.Name.Name)
}

// Why the canaries take turns: the detector may miss accesses in the same moment,
// and must not miss them in turns. How many it does miss depends on the machine.
func TestWhatCoincidesIsMissed(t *testing.T) {
	cmd := exec.Command("go", "test", "-race", "-count=1", "-cpu=2", "-v", "./testdata/coincide")
	cmd.Env = append(os.Environ(), "GORACE=suppress_equal_stacks=0 log_path="+filepath.Join(t.TempDir(), "race"))
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit, "a test that races fails: %s", out)
	said := regexp.MustCompile(`in the same moment \d+, in turns (\d+) of \d+ unseen`).FindSubmatch(out)
	require.NotNil(t, said, "%s", out)
	t.Logf("%s", said[0])
	require.Equal(t, "0", string(said[1]))
}

// A report of the real detector, from the recordings of its parser.
func report(t *testing.T) []byte {
	t.Helper()
	files, err := filepath.Glob("../finding/testdata/*/race.log")
	require.NoError(t, err)
	if len(files) == 0 {
		return []byte("==================\nWARNING: DATA RACE\nWrite at 0x00c000012345 by goroutine 8:\n  main.f()\n      /a.go:1 +0x1\n\nPrevious write at 0x00c000012345 by goroutine 7:\n  main.f()\n      /a.go:1 +0x1\n==================\n")
	}
	b, err := os.ReadFile(files[0])
	require.NoError(t, err)
	return b
}

func TestHeard(t *testing.T) {
	began := func(test string) runner.Event { return runner.Event{Name: runner.EventBegan, Test: test} }
	races := []runner.Event{began(canaryRaces), {Name: runner.EventEnded, Test: canaryRaces, Races: 1}}
	fails := []runner.Event{began(canaryFails), {Name: runner.EventFailed, Test: canaryFails, Races: 1}, {Name: runner.EventEnded, Test: canaryFails, Races: 1, Failed: true}}
	silent := []runner.Event{began(canaryRaces), {Name: runner.EventEnded, Test: canaryRaces}}
	passes := []runner.Event{began(canaryFails), {Name: runner.EventEnded, Test: canaryFails}}
	done := []runner.Event{{Name: runner.EventDone, Races: 1}}
	all := func(parts ...[]runner.Event) (events []runner.Event) {
		for _, p := range parts {
			events = append(events, p...)
		}
		return events
	}
	log := report(t)
	for name, c := range map[string]struct {
		res            runner.Result
		passed, failed string // the fault, by the verdict's outcome
	}{
		"as it must be":     {runner.Result{Events: all(races, fails, done), RaceLog: log, ExitCode: 1}, "", ""},
		"no race seen":      {runner.Result{Events: all(silent, fails, done), ExitCode: 1}, "must race", "must race"},
		"a race only said":  {runner.Result{Events: all(races, fails, done), ExitCode: 1}, "must race", "must race"},
		"a failure is none": {runner.Result{Events: all(races, passes, done), RaceLog: log}, "must fail", "must fail"},
		"left out":          {runner.Result{Events: done}, "must race", "must race"},
		// The candidate's own crash has its own finding.
		"crashed at once":     {runner.Result{ExitCode: 2}, "must race", ""},
		"crashed in between":  {runner.Result{Events: races, RaceLog: log, ExitCode: 2}, "must fail", ""},
		"killed":              {runner.Result{Events: races, RaceLog: log, ExitCode: -1, Signal: "killed"}, "must fail", ""},
		"spun into its limit": {runner.Result{Events: races[:1], Limit: runner.Time, ExitCode: -1}, "must race", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := heard(&c.res)
			for outcome, want := range map[verdict.Outcome]string{verdict.Passed: c.passed, verdict.Failed: c.failed} {
				fault := got.fault(outcome)
				if want == "" {
					require.Empty(t, fault)
				} else {
					require.Contains(t, fault, want)
				}
			}
		})
	}
}
