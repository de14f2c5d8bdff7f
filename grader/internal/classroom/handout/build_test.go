package handout

import (
	"bytes"
	"debug/buildinfo"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/course"
	"racekata/solutions"
)

// The grader for this machine is built, judges a starter and a solution in a
// handout, and holds nothing that answers.
func TestAGraderIsHandedOut(t *testing.T) {
	source := repository(t)
	dir := filepath.Join(t.TempDir(), "course")
	this := Platform{runtime.GOOS, runtime.GOARCH}
	var told []Platform
	require.NoError(t, LayOut(t.Context(), dir, Handout{
		Course: of(t, "101", "105"), Catalogue: catalogue(t), Platforms: []Platform{this}, Source: source,
		Status: func(p Platform) { told = append(told, p) },
	}))
	require.Equal(t, []Platform{this}, told)
	grader := filepath.Join(dir, "grader", this.File())
	binary, err := os.ReadFile(grader)
	require.NoError(t, err)

	t.Run("holds no secret", func(t *testing.T) {
		public, text := bundled(t, source)
		all := teachers(t, func(name string) bool { return !given(name) }, public)
		require.Greater(t, len(all), 10_000)
		for _, found := range all.in(string(binary)) {
			_, line, _ := strings.Cut(found, ": ")
			require.Contains(t, text, line, found)
		}
		// Texts are as they were, so the search finds what there is to find: of the
		// two exercises the hidden tests, of the others nothing.
		for _, e := range catalogue(t) {
			tests, err := e.HiddenTests()
			require.NoError(t, err)
			for name, text := range tests {
				there := e.ID == "101_counter" || e.ID == "105_panic_room"
				require.Equal(t, there, bytes.Contains(binary, text), "%s of %s", name, e.ID)
			}
		}
		require.False(t, bytes.Contains(binary, []byte(source+"/")), "it names the teacher's folders")
	})

	t.Run("is built as it should", func(t *testing.T) {
		info, err := buildinfo.ReadFile(grader)
		require.NoError(t, err)
		settings := map[string]string{}
		for _, s := range info.Settings {
			settings[s.Key] = s.Value
		}
		require.Equal(t, "0", settings["CGO_ENABLED"])
		require.Equal(t, "true", settings["-trimpath"])
		require.Empty(t, settings["vcs.revision"])
	})

	t.Run("judges", func(t *testing.T) {
		call := func(code int, args ...string) string {
			t.Helper()
			cmd := exec.Command(grader, args...)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "HOME="+home(t), "XDG_CACHE_HOME=", "RACEKATA_CACHE=", "NO_COLOR=1", "GOCACHE="+goCache(t))
			out, err := cmd.CombinedOutput()
			require.Equal(t, code, cmd.ProcessState.ExitCode(), "%v: %s", err, out)
			return string(out)
		}
		out := call(1, "check", "101")
		require.Contains(t, out, "data race")
		require.Contains(t, out, "0 / 10")
		require.NotRegexp(t, "exercises/102|201_", call(0, "list"))

		answer, err := fs.ReadFile(solutions.FS, "101_counter/counter.go")
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, "exercises", "101_counter", "counter.go"), answer, 0o644))
		out = call(0, "check", "101")
		require.Contains(t, out, "Passed.")
		require.NotContains(t, out, "solution")

		require.Contains(t, call(2, "solution", "101"), "holds no solutions")
		require.Contains(t, call(2, "verify"), "holds no solutions")
		require.Contains(t, call(2, "check", "201"), "no exercise is called")
		require.Contains(t, call(0, "hint", "105"), "1 of 3")
		require.Contains(t, call(0, "explain", "data-race"), "race")
		require.Contains(t, call(0, "reset", "101"), "starter")

		if makeCommand, err := exec.LookPath("make"); err == nil {
			cmd := exec.Command(makeCommand, "list")
			cmd.Dir = filepath.Join(dir, "exercises", "105_panic_room")
			cmd.Env = []string{"PATH=/usr/bin:/bin", "HOME=" + home(t), "NO_COLOR=1"}
			out, err := cmd.CombinedOutput()
			require.NoError(t, err, "%s", out)
			require.Contains(t, string(out), "105_panic_room")
		}
	})
}

// home is a home of its own, so that nothing of this machine's user helps.
func home(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "home")
	require.NoError(t, os.MkdirAll(dir, 0o755))
	return dir
}

// goCache keeps the standard library, which takes a minute to compile for the
// race detector.
func goCache(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOCACHE").Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(out))
}

func TestSource(t *testing.T) {
	source := repository(t)
	require.FileExists(t, filepath.Join(source, "solutions", "embed.go"))
	above, err := Source(filepath.Join(source, "exercises", "101_counter"))
	require.NoError(t, err)
	require.Equal(t, source, above)

	// A folder to practise in is a module of the same name.
	dir := filepath.Join(t.TempDir(), "course")
	require.NoError(t, LayOut(t.Context(), dir, Handout{Course: of(t, "101"), Catalogue: catalogue(t)}))
	_, err = Source(dir)
	require.ErrorIs(t, err, ErrNoSource)
}

func TestWhatIsEmbeddedIsWhatIsHandedOut(t *testing.T) {
	source := repository(t)
	chosen, err := course.Select(catalogue(t), "101")
	require.NoError(t, err)
	files, err := bareFiles(source, chosen)
	require.NoError(t, err)
	slices.Sort(files)
	require.Equal(t, []string{
		"101_counter/counter_test.go", "101_counter/exercise.toml",
		"101_counter/testdata/starter/Makefile", "101_counter/testdata/starter/README.md",
		"101_counter/testdata/starter/counter.go", "101_counter/testdata/starter/counter_test.go",
		"101_counter/testdata/starter/demo/main.go", "HANDOUT",
	}, files)

	// A repository that has gone on is another one.
	other := t.TempDir()
	require.NoError(t, os.CopyFS(filepath.Join(other, "solutions", "101_counter"), os.DirFS(filepath.Join(source, "solutions", "101_counter"))))
	_, err = bareFiles(other, chosen)
	require.NoError(t, err)
	test := filepath.Join(other, "solutions", "101_counter", "counter_test.go")
	text, err := os.ReadFile(test)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(test, append(text, "\n// harder\n"...), 0o644))
	_, err = bareFiles(other, chosen)
	require.ErrorContains(t, err, "solutions/101_counter is not what this grader was built from")
	two, err := course.Select(catalogue(t), "101", "102")
	require.NoError(t, err)
	_, err = bareFiles(other, two[1:])
	require.ErrorContains(t, err, "solutions/102_log_line is not in the repository")
}

func TestABuildThatFailsSaysWhy(t *testing.T) {
	source := repository(t)
	chosen, err := course.Select(catalogue(t), "101")
	require.NoError(t, err)
	var build *BuildError
	err = Build(t.Context(), source, chosen, Platform{"linux", "z80"}, filepath.Join(t.TempDir(), "grader"))
	require.ErrorAs(t, err, &build)
	require.Contains(t, build.Error(), "the grader for linux/z80 cannot be built: ")
	require.Contains(t, build.Problem, "z80")

	t.Setenv("PATH", "")
	err = Build(t.Context(), source, chosen, Platforms[0], filepath.Join(t.TempDir(), "grader"))
	require.ErrorAs(t, err, &build)
	require.Equal(t, "the go command was not found", build.Problem)
}

// What a teacher has set for their own machine is not for those of students.
func TestTheTeachersSettingsDoNotDecide(t *testing.T) {
	env := environment([]string{"GOAMD64=v4", "GOFLAGS=-race", "CGO_ENABLED=1", "GOOS=plan9", "HOME=/home/x"}, Platform{"darwin", "arm64"})
	last := map[string]string{}
	for _, e := range env {
		k, v, _ := strings.Cut(e, "=")
		last[k] = v
	}
	require.Equal(t, "v1", last["GOAMD64"])
	require.Equal(t, "-trimpath", last["GOFLAGS"])
	require.Equal(t, "0", last["CGO_ENABLED"])
	require.Equal(t, "darwin", last["GOOS"])
	require.Equal(t, "/home/x", last["HOME"])
}
