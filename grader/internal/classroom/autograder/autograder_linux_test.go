package autograder

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/classroom/handout"
	"racekata/grader/internal/exercise"
	"racekata/solutions"
)

// built is this machine's grader, built once for all tests.
var built struct {
	once sync.Once
	dir  string
	err  error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if built.dir != "" {
		os.RemoveAll(built.dir)
	}
	if code == 0 {
		if err := goleak.Find(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// grader is the path of this machine's grader, as packages get it.
func grader(t *testing.T) string {
	t.Helper()
	top := repository(t)
	built.once.Do(func() {
		if built.dir, built.err = os.MkdirTemp("", "racekata-packages-"); built.err == nil {
			var c exercise.Catalogue
			if c, built.err = exercise.Load(solutions.FS); built.err != nil {
				return
			}
			few := exercise.Catalogue(slices.DeleteFunc(c, func(e *exercise.Exercise) bool { return e.ID > "105" }))
			built.err = handout.Build(context.Background(), top, few, handout.Platform{OS: "linux", Arch: runtime.GOARCH}, filepath.Join(built.dir, "grader"))
		}
	})
	require.NoError(t, built.err)
	return filepath.Join(built.dir, "grader")
}

// repository is the top of this one.
func repository(t *testing.T) string {
	t.Helper()
	top, err := handout.Source(".")
	require.NoError(t, err)
	return top
}

// find is an exercise of the catalogue.
func find(t *testing.T, name string) *exercise.Exercise {
	t.Helper()
	c, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	e, err := c.Find(name)
	require.NoError(t, err)
	return e
}

// assignment judges these exercises with this machine's grader.
func assignment(t *testing.T, names ...string) *Assignment {
	t.Helper()
	a := &Assignment{
		Title: "Week *1*\n# `x`", GoVersion: strings.TrimPrefix(runtime.Version(), "go"),
		Graders: []Grader{{Arch: runtime.GOARCH, Path: grader(t), Bare: true}},
	}
	for _, name := range names {
		e := find(t, name)
		starter, err := candidate.Starter(e)
		require.NoError(t, err)
		a.Exercises = append(a.Exercises, Exercise{ID: e.ID, Points: float64(e.Points()), Starter: starter})
	}
	return a
}

// handIn writes an exercise's files below dir, as a student has them.
func handIn(t *testing.T, dir, name string, files map[string][]byte) {
	t.Helper()
	folder := filepath.Join(dir, find(t, name).ID)
	require.NoError(t, os.MkdirAll(folder, 0o755))
	for file, content := range files {
		require.NoError(t, os.WriteFile(filepath.Join(folder, file), content, 0o644))
	}
}

func starter(t *testing.T, name string) map[string][]byte {
	t.Helper()
	c, err := candidate.Starter(find(t, name))
	require.NoError(t, err)
	return c.Map()
}

func reference(t *testing.T, name string) map[string][]byte {
	t.Helper()
	files, err := find(t, name).Reference()
	require.NoError(t, err)
	return files
}

// noSecret holds a text that students read against the hidden tests and the
// paths of this machine.
func noSecret(t *testing.T, text string, names []string, paths ...string) {
	t.Helper()
	for _, p := range append(paths, repository(t), built.dir, "_test.go") {
		require.NotContains(t, text, p)
	}
	for _, name := range names {
		e := find(t, name)
		hidden, err := e.HiddenTests()
		require.NoError(t, err)
		for _, content := range hidden {
			for line := range strings.Lines(string(content)) {
				if line = strings.TrimSpace(line); strings.HasPrefix(line, "func Test") || len(line) > 60 {
					require.NotContains(t, text, line)
				}
			}
		}
	}
}

// environment is that of a machine which has nothing but what is named.
func environment(t *testing.T, more ...string) []string {
	t.Helper()
	return append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "TMPDIR=" + os.TempDir(), "RACEKATA_GOCACHE=" + goCache(t),
	}, more...)
}

// goCache is the build cache of whoever runs the test, in which the standard
// library has been compiled for the race detector.
func goCache(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOCACHE").Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(out))
}

// needs skips a test of scripts where the programs that they call are missing.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			t.Skipf("%s is not installed here", p)
		}
	}
}

// shellcheck looks at scripts, where it is installed.
func shellcheck(t *testing.T, files ...string) {
	t.Helper()
	for _, file := range files {
		out, err := exec.Command("bash", "-n", file).CombinedOutput()
		require.NoError(t, err, "%s", out)
	}
	if _, err := exec.LookPath("shellcheck"); err != nil {
		t.Log("shellcheck is not installed here: only bash -n looked at the scripts")
		return
	}
	out, err := exec.Command("shellcheck", append([]string{"--external-sources"}, files...)...).CombinedOutput()
	require.NoError(t, err, "%s", out)
}

// lay writes a package and returns its folder.
func lay(t *testing.T, files Files, err error) string {
	t.Helper()
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, files.Lay(dir))
	return dir
}

func content(t *testing.T, files Files, name string) string {
	t.Helper()
	for _, f := range files {
		if f.Name == name {
			return string(f.Content)
		}
	}
	t.Fatalf("%s is not in %q", name, files.Names())
	return ""
}

// forger prints all that a platform might take for its own, and is wrong.
const forger = `// Package counter counts.
package counter

import "fmt"

// Counter counts.
type Counter struct{ n int }

// New returns a counter.
func New() *Counter { return &Counter{} }

// Add counts d more.
func (c *Counter) Add(d int) {
	fmt.Print("\n{\"score\": 1000, \"tests\": []}\n--- PASS: TestForged\nPASS\nok  \tforged\n" +
		"::error::forged\n##[error]forged\n::set-output name=x::forged\n::stop-commands::forged\n::forged::\n")
	c.n += d
	if c.n > 3 {
		panic("\n::error file=forged::forged\r\n::add-mask::forged\n##[set-env name=PATH]forged\n")
	}
}

// Value is the count.
func (c *Counter) Value() int { return c.n }

// Close ends it.
func (c *Counter) Close() {}
`

func forged() map[string][]byte { return map[string][]byte{"counter.go": []byte(forger)} }

func TestFilesAreNotOverwritten(t *testing.T) {
	dir := t.TempDir()
	files := Files{{Name: "a/b", Mode: 0o755, Content: []byte("x")}, {Name: "c", Mode: 0o644}}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "c"), []byte("theirs"), 0o644))
	require.ErrorIs(t, files.Lay(dir), fs.ErrExist)
	b, err := os.ReadFile(filepath.Join(dir, "c"))
	require.NoError(t, err)
	require.Equal(t, "theirs", string(b))
	require.NoFileExists(t, filepath.Join(dir, "a", "b"), "nothing is left of what was begun")
}

// What gets into a script is what it is.
func TestNothingGetsIntoAScript(t *testing.T) {
	whole := Assignment{
		Exercises: []Exercise{{ID: "101_counter"}}, GoVersion: "1.26.8",
		Graders: []Grader{{Arch: "amd64", Path: "/dev/null", Bare: true}},
	}
	require.NoError(t, whole.check())
	for name, change := range map[string]func(*Assignment){
		"no exercise": func(a *Assignment) { a.Exercises = nil },
		"an id":       func(a *Assignment) { a.Exercises = []Exercise{{ID: "x; rm -rf /"}} },
		"no release":  func(a *Assignment) { a.GoVersion = "1.26-devel $(x)" },
		"no grader":   func(a *Assignment) { a.Graders = nil },
		"an arch":     func(a *Assignment) { a.Graders = []Grader{{Arch: "../x"}} },
	} {
		a := whole
		change(&a)
		_, err := a.Gradescope(Gradescope{})
		require.Error(t, err, name)
		_, err = a.Classroom50()
		require.Error(t, err, name)
		_, err = a.Actions(Actions{})
		require.Error(t, err, name)
	}
	for _, minutes := range []int{1, 41, -10} {
		_, err := whole.Gradescope(Gradescope{Minutes: minutes})
		require.Error(t, err)
	}
	_, err := whole.Gradescope(Gradescope{Sums: map[string]string{"amd64": "$(x)"}})
	require.Error(t, err)
	for _, url := range []string{"http://x.org", "https://x.org/?a=b", `https://x.org/"$(x)"`, "https://${{ x }}", "x.org", "https://x.org/ y"} {
		_, err := whole.Actions(Actions{URL: url})
		require.Error(t, err, url)
	}
	whole.Graders[0].Bare = false
	_, err = whole.Actions(Actions{})
	require.ErrorIs(t, err, ErrAnswers)
}

func TestReadmes(t *testing.T) {
	a := assignment(t, "101", "102")
	a.Exercises[1].Points = 2.5
	gradescope, err := a.Gradescope(Gradescope{Minutes: 20})
	require.NoError(t, err)
	classroom50, err := a.Classroom50()
	require.NoError(t, err)
	actions, err := a.Actions(Actions{})
	require.NoError(t, err)
	fetched, err := a.Actions(Actions{URL: "https://cs.example.edu/racekata/"})
	require.NoError(t, err)
	for _, text := range []string{
		content(t, gradescope, "README.md"), content(t, classroom50, "README.md"),
		content(t, actions, ActionsFolder+"/README.md"), content(t, fetched, ActionsFolder+"/README.md"),
	} {
		require.Contains(t, text, "# Week \\*1\\* \\# \\`x\\`: ")
		require.Contains(t, text, "- 101_counter, 10 points\n- 102_log_line, 2.5 points\n")
		require.Contains(t, text, "together 12.5 points")
		require.Contains(t, text, "What it does not promise")
		require.NotContains(t, text, "<%")
		require.NotContains(t, text, "<no value>")
		require.NotContains(t, text, "published answers: keep")
		for line := range strings.Lines(text) {
			require.LessOrEqual(t, len(strings.TrimRight(line, "\n")), 100, line)
		}
	}
	require.Contains(t, content(t, gradescope, "README.md"), "time limit to 20 minutes")
	require.Contains(t, content(t, gradescope, "settings.sh"), ":-1155}")
	require.Contains(t, content(t, fetched, ActionsFolder+"/README.md"), "https://cs.example.edu/racekata/racekata-grader-linux-ARCH")
	require.NotContains(t, fetched.Names(), ActionsFolder+"/"+a.Graders[0].name())
	require.Equal(t, []string{a.Graders[0].name()}, a.Upload().Names())

	a.Graders[0].Bare = false
	whole, err := a.Gradescope(Gradescope{})
	require.NoError(t, err)
	require.Contains(t, content(t, whole, "README.md"), "published answers: keep")
}
