package kit_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	"golang.org/x/sync/errgroup"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/runner"
	"racekata/grader/internal/workspace"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// everyCPU are the -cpu values at which a sample must show the same.
var everyCPU = []int{1, 2, 6}

// sample is a folder of testdata: hidden tests that play both sides, the
// candidate's too. It is compiled as an exercise is, once, and each of its
// tests is run in a process of its own and judged by its events.
type sample struct {
	binary string
	tmp    string
	tests  []string
}

// TestSamples builds each sample in one workspace and hands it to the
// function that knows what it must show.
func TestSamples(t *testing.T) {
	topics := []struct {
		name  string
		judge func(*testing.T, *sample)
	}{
		{"events", judgeEvents},
		{"leaks", judgeLeaks},
		{"settle", judgeSettle},
		{"stuck", judgeStuck},
		{"live", judgeLive},
		{"bubble", judgeBubble},
		{"help", judgeHelp},
	}
	solutions := fstest.MapFS{}
	tests := map[string][]string{}
	for i, topic := range topics {
		src, err := os.ReadFile(filepath.Join("testdata", topic.name, "sample_test.go"))
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`(?m)^func (Test\w+)\(t `).FindAllSubmatch(src, -1) {
			tests[topic.name] = append(tests[topic.name], string(m[1]))
		}
		id := fmt.Sprintf("1%02d_%s/", i, topic.name)
		solutions[id+"sample.go"] = &fstest.MapFile{Data: []byte("package sample\n")}
		solutions[id+"sample_test.go"] = &fstest.MapFile{Data: src}
		solutions[id+"exercise.toml"] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"title = \"sample\"\npillar = \"correctness\"\nlevel = 1\nconcepts = [\"sample\"]\n[[check]]\nname = \"all\"\npoints = 10\ntests = [\"%s\"]\n",
			strings.Join(tests[topic.name], `", "`))}
	}
	catalogue, err := exercise.Load(solutions)
	require.NoError(t, err)
	w, err := workspace.Open(t.TempDir(), os.DirFS("."), catalogue)
	require.NoError(t, err)

	for _, topic := range topics {
		t.Run(topic.name, func(t *testing.T) {
			e, err := catalogue.Find(topic.name)
			require.NoError(t, err)
			tmp := t.TempDir()
			candidate := "package sample\n"
			if topic.name == "bubble" { // pools are emptied for who has some
				candidate += "\nimport \"sync\"\n\nvar _ sync.Pool\n"
			}
			overlay, err := w.Overlay(tmp, "source", e, map[string][]byte{"sample.go": []byte(candidate)})
			require.NoError(t, err)
			build, err := w.Build(t.Context(), tmp, overlay, e)
			require.NoError(t, err)
			topic.judge(t, &sample{binary: build.Binary, tmp: tmp, tests: tests[topic.name]})
		})
	}
}

// run executes some of the sample's tests under the default limits.
func (s *sample) run(t *testing.T, cpu int, tests ...string) *runner.Result {
	t.Helper()
	return s.runWithin(t, runner.Default, cpu, tests...)
}

func (s *sample) runWithin(t *testing.T, limits runner.Limits, cpu int, tests ...string) *runner.Result {
	t.Helper()
	for _, name := range tests {
		require.Contains(t, s.tests, name)
	}
	res, err := runner.Run(context.Background(), s.binary, s.tmp, plan.Run{Number: 1, CPU: cpu, Tests: tests}, limits)
	require.NoError(t, err)
	return res
}

// runAll makes each of the sample's named tests a process of its own, at every
// -cpu value, several at once: it is for programs that mostly wait.
func (s *sample) runAll(t *testing.T, cpus []int, tests []string, judge func(test string, res *runner.Result)) {
	t.Helper()
	type done struct {
		test string
		res  *runner.Result
	}
	var (
		all = make(chan done, len(cpus)*len(tests))
		g   errgroup.Group
	)
	g.SetLimit(8)
	for _, test := range tests {
		for _, cpu := range cpus {
			g.Go(func() error {
				res, err := runner.Run(context.Background(), s.binary, s.tmp, plan.Run{Number: 1, CPU: cpu, Tests: []string{test}}, runner.Default)
				all <- done{test, res}
				return err
			})
		}
	}
	require.NoError(t, g.Wait())
	close(all)
	for d := range all {
		judge(d.test, d.res)
	}
}

// names are the sample's tests whose names begin so.
func (s *sample) names(prefix string) []string {
	return slices.DeleteFunc(slices.Clone(s.tests), func(name string) bool { return !strings.HasPrefix(name, prefix) })
}

// story is the events in short: "began A", "failed A: 3 of 4", "ended A",
// "ended A failed", "done". Texts that are stacks are left out.
func story(res *runner.Result) []string {
	var all []string
	for _, e := range res.Events {
		line := strings.TrimSpace(e.Name + " " + strings.TrimPrefix(e.Test, "Test"))
		switch {
		case e.Name == runner.EventFailed:
			line += ": " + e.Text
		case e.Failed:
			line += " failed"
		}
		all = append(all, line)
	}
	return all
}

// requireStory compares the events, and shows what the process printed when
// they differ.
func requireStory(t *testing.T, res *runner.Result, want ...string) {
	t.Helper()
	require.Equal(t, want, story(res), "exit code %d %s%s, after %v\nstdout:\n%s\nstderr:\n%s\nrace log:\n%s",
		res.ExitCode, res.Signal, res.Limit, res.Took, tail(res.Stdout), tail(res.Stderr), tail(res.RaceLog))
}

// last is the last event.
func last(t *testing.T, res *runner.Result) runner.Event {
	t.Helper()
	require.NotEmpty(t, res.Events)
	return res.Events[len(res.Events)-1]
}

func tail(b []byte) []byte {
	if len(b) > 4000 {
		b = b[len(b)-4000:]
	}
	return bytes.TrimSpace(b)
}
