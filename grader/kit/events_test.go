package kit_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/runner"
)

func judgeEvents(t *testing.T, s *sample) {
	t.Run("stories", func(t *testing.T) {
		for _, c := range []struct {
			tests []string
			want  []string
			code  int
		}{
			{
				[]string{"TestPasses", "TestPassesToo"},
				[]string{"began Passes", "ended Passes", "began PassesToo", "ended PassesToo", "done"}, 0,
			},
			{
				[]string{"TestPasses", "TestFails", "TestPassesToo"},
				[]string{
					"began Passes", "ended Passes",
					"began Fails", "failed Fails: 3 of 4",
					"failed Fails: a \"quoted\"\tword, two\nlines \x00 \ufffd",
					"failed Fails: the end", "ended Fails failed",
					"began PassesToo", "ended PassesToo", "done",
				}, 1,
			},
			{[]string{"TestFailsFast"}, []string{"began FailsFast", `failed FailsFast: "no further"`, "ended FailsFast failed", "done"}, 1},
			{[]string{"TestFailsSilently"}, []string{"began FailsSilently", "ended FailsSilently failed", "done"}, 1},
			{[]string{"TestSkips"}, []string{"began Skips", "ended Skips", "done"}, 0},
			{[]string{"TestCleansUp"}, []string{"began CleansUp", "failed CleansUp: seen while cleaning up", "ended CleansUp failed", "done"}, 1},
			// A clean-up runs before its panic is known: "ended" alone is no
			// pass, an event after it is.
			{[]string{"TestPasses", "TestPanics", "TestPassesToo"}, []string{"began Passes", "ended Passes", "began Panics", "ended Panics"}, 2},
			{[]string{"TestPanicsDeepDown"}, []string{"began PanicsDeepDown", "ended PanicsDeepDown"}, 2},
			{[]string{"TestPanicsAfterFailing"}, []string{"began PanicsAfterFailing", "failed PanicsAfterFailing: first this", "ended PanicsAfterFailing failed"}, 2},
			{[]string{"TestPanicsInGoroutine"}, []string{"began PanicsInGoroutine"}, 2},
			{[]string{"TestExits"}, []string{"began Exits", "ended Exits"}, 2},
			{[]string{"TestForges"}, []string{"began Forges", "failed Forges: it is wrong", "ended Forges failed", "done"}, 1},
		} {
			t.Run(strings.Join(c.tests, "+"), func(t *testing.T) {
				res := s.run(t, 2, c.tests...)
				requireStory(t, res, c.want...)
				require.Equal(t, c.code, res.ExitCode)
				require.Empty(t, res.Limit)
			})
		}
	})

	t.Run("races are charged to the test that was running", func(t *testing.T) {
		for _, cpu := range everyCPU {
			res := s.run(t, cpu, "TestPasses", "TestRaces", "TestRacesAgain", "TestPassesToo")
			requireStory(t, res,
				"began Passes", "ended Passes",
				"began Races", "ended Races failed", "began RacesAgain", "ended RacesAgain failed",
				"began PassesToo", "ended PassesToo", "done")
			races := map[string]int{}
			for _, e := range res.Events {
				races[e.Name+" "+e.Test] = e.Races
			}
			require.Zero(t, races["ended TestPasses"])
			require.Zero(t, races["began TestRaces"])
			require.Positive(t, races["ended TestRaces"])
			require.Equal(t, races["ended TestRaces"], races["began TestRacesAgain"])
			require.Greater(t, races["ended TestRacesAgain"], races["ended TestRaces"])
			require.Equal(t, races["ended TestRacesAgain"], races["ended TestPassesToo"])
			require.Equal(t, races["done "], strings.Count(string(res.RaceLog), "WARNING: DATA RACE"))
			require.NotContains(t, string(res.Stderr), "DATA RACE")
		}
	})

	t.Run("lines stay whole", func(t *testing.T) {
		res := s.run(t, 6, "TestShouts")
		require.Len(t, res.Events, 40+3)
		var sizes []int
		for _, e := range res.Events {
			if e.Name == runner.EventFailed {
				sizes = append(sizes, len(e.Text))
			}
		}
		slices.Sort(sizes)
		require.Equal(t, 10_000, sizes[0])
		require.Equal(t, 10_039, sizes[39])
	})

	t.Run("a line that a panic cut off is no fault of ours", func(t *testing.T) {
		for range 5 {
			res := s.run(t, 6, "TestShoutsAndPanics")
			require.Equal(t, 2, res.ExitCode)
			require.Equal(t, "began ShoutsAndPanics", story(res)[0])
			require.NotContains(t, story(res), "done")
		}
	})

	t.Run("descriptor 3 is left alone unless the runner says so", func(t *testing.T) {
		for _, env := range []string{"", "RACEKATA_EVENTS=", "RACEKATA_EVENTS=4", "RACEKATA_EVENTS=30"} {
			r, w, err := os.Pipe()
			require.NoError(t, err)
			defer r.Close()
			cmd := exec.Command(s.binary, "-test.run=^TestPasses$")
			cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", env)
			cmd.ExtraFiles = []*os.File{w}
			out, err := cmd.CombinedOutput()
			require.NoError(t, err, "%s", out)
			require.NoError(t, w.Close())
			n, _ := r.Read(make([]byte, 100))
			require.Zero(t, n)
		}
	})

	t.Run("a run that nobody reads ends", func(t *testing.T) {
		r, w, err := os.Pipe()
		require.NoError(t, err)
		require.NoError(t, r.Close())
		defer w.Close()
		cmd := exec.Command(s.binary, "-test.run=^TestPasses$")
		cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", "RACEKATA_EVENTS=3")
		cmd.ExtraFiles = []*os.File{w}
		require.Error(t, cmd.Run())
		require.Equal(t, 6, cmd.ProcessState.ExitCode())
	})
}
