package autograder

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// commit makes a checkout of what is in dir, whose last commit is of this time.
func commit(t *testing.T, dir, at string) {
	t.Helper()
	for _, args := range [][]string{
		{"init", "-q"}, {"add", "-A"},
		{"-c", "user.name=Ada", "-c", "user.email=ada@example.edu", "commit", "-q", "-m", "hand in"},
	} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GIT_AUTHOR_DATE="+at, "GIT_COMMITTER_DATE="+at, "GIT_CONFIG_GLOBAL=/dev/null")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
	}
}

// outsideCommands are the lines of a job's log that GitHub's runner looks at
// for commands: those that are not between stop-commands and its token.
func outsideCommands(t *testing.T, log string) []string {
	t.Helper()
	var outside []string
	token := ""
	for line := range strings.Lines(log) {
		line = strings.TrimSpace(line)
		if token != "" {
			if line == "::"+token+"::" {
				token = ""
			}
			continue
		}
		if stop, ok := strings.CutPrefix(line, "::stop-commands::"); ok {
			token = stop
			require.Regexp(t, `^[0-9a-f]{32}$`, token, "nobody can guess it")
			continue
		}
		if line != "" {
			outside = append(outside, line)
		}
	}
	require.Empty(t, token, "commands go on after what is quoted")
	return outside
}

// result is Classroom 50's result.json.
type result struct {
	Schema     string `json:"schema"`
	Classroom  string `json:"classroom"`
	Assignment string `json:"assignment"`
	Submission string `json:"submission"`
	Commit     string `json:"commit"`
	Release    string `json:"release"`
	Review     string `json:"review"`
	Datetime   string `json:"datetime"`
	Score      int    `json:"score"`
	MaxScore   int    `json:"max-score"`
	Tests      []struct {
		Name     string `json:"test-name"`
		Passed   bool   `json:"passed"`
		Score    int    `json:"score"`
		MaxScore int    `json:"max-score"`
	} `json:"tests"`
}

func TestClassroom50(t *testing.T) {
	needs(t, "python3", "git")
	python := pythonItself(t)
	names := []string{"101", "102"}
	a := assignment(t, names...)
	files, err := a.Classroom50()
	folder := lay(t, files, err)
	cache := t.TempDir()

	// run runs the autograder in the checkout, as the platform's runner does.
	run := func(t *testing.T, script, checkout string, env ...string) (code int, log string) {
		cmd := exec.Command(python, script)
		cmd.Dir = checkout
		cmd.Env = environment(t, append([]string{
			"GOCACHE=" + goCache(t), "RACEKATA_CACHE=" + cache, "PYTHONDONTWRITEBYTECODE=1",
			"CLASSROOM=cs101", "ASSIGNMENT=k3", "SUBMISSION_TAG=submit/1", "COMMIT_URL=https://example.org/c",
			"RELEASE_URL=https://example.org/r", "REVIEW_URL=https://example.org/v",
		}, env...)...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			require.IsType(t, &exec.ExitError{}, err)
		}
		return cmd.ProcessState.ExitCode(), string(out)
	}
	read := func(t *testing.T, checkout string) (r result) {
		b, err := os.ReadFile(filepath.Join(checkout, "result.json"))
		require.NoError(t, err)
		d := json.NewDecoder(strings.NewReader(string(b)))
		d.DisallowUnknownFields()
		require.NoError(t, d.Decode(&r), "%s", b)
		noSecret(t, string(b), names, folder, checkout)
		return r
	}
	script := filepath.Join(folder, "autograder.py")

	t.Run("reference", func(t *testing.T) {
		checkout := t.TempDir()
		for _, name := range names {
			handIn(t, filepath.Join(checkout, "exercises"), name, reference(t, name))
		}
		commit(t, checkout, "2026-06-01T16:32:01+02:00")
		code, log := run(t, script, checkout)
		require.Zero(t, code, log)
		require.Equal(t, []string{"racekata: 20 of 20 points"}, outsideCommands(t, log))
		r := read(t, checkout)
		require.Equal(t, "classroom50/result/v1", r.Schema)
		require.Equal(t, []string{"cs101", "k3", "submit/1"}, []string{r.Classroom, r.Assignment, r.Submission})
		require.Equal(t, []string{"https://example.org/c", "https://example.org/r", "https://example.org/v"}, []string{r.Commit, r.Release, r.Review})
		require.Equal(t, "2026-06-01T14:32:01Z", r.Datetime)
		require.Equal(t, []int{20, 20}, []int{r.Score, r.MaxScore})
		require.NotEmpty(t, r.Tests)
		for _, test := range r.Tests {
			require.True(t, test.Passed, test.Name)
		}
	})
	t.Run("starter and nothing", func(t *testing.T) {
		checkout := t.TempDir()
		handIn(t, filepath.Join(checkout, "exercises"), "101", starter(t, "101"))
		commit(t, checkout, "2026-06-01T14:32:01Z")
		code, log := run(t, script, checkout)
		require.Zero(t, code, "grading ran: %s", log)
		require.Equal(t, []string{"racekata: 0 of 20 points"}, outsideCommands(t, log))
		r := read(t, checkout)
		require.Equal(t, []int{0, 20}, []int{r.Score, r.MaxScore})
	})
	t.Run("forged", func(t *testing.T) {
		checkout := t.TempDir()
		handIn(t, filepath.Join(checkout, "exercises"), "101", forged())
		// A result that was handed in, and modules with names of Python's own,
		// beside the autograder as some runners lay it out.
		for _, module := range []string{"json", "subprocess", "shutil", "secrets", "os", "tempfile"} {
			require.NoError(t, os.WriteFile(filepath.Join(checkout, module+".py"), []byte("raise SystemExit('forged')\n"), 0o644))
		}
		require.NoError(t, os.MkdirAll(filepath.Join(checkout, "result.json", "x"), 0o755))
		require.NoError(t, os.CopyFS(checkout, os.DirFS(folder)))
		require.NoError(t, os.Remove(filepath.Join(checkout, "README.md")))
		commit(t, checkout, "2026-06-01T14:32:01Z")
		code, log := run(t, filepath.Join(checkout, "autograder.py"), checkout)
		require.Zero(t, code, log)
		require.Equal(t, []string{"racekata: 0 of 20 points"}, outsideCommands(t, log))
		require.Zero(t, read(t, checkout).Score)
		require.Contains(t, log, "racekata", "students see what was found")
	})
	t.Run("a result that is a link", func(t *testing.T) {
		checkout, theirs := t.TempDir(), filepath.Join(t.TempDir(), "theirs")
		require.NoError(t, os.WriteFile(theirs, []byte("theirs"), 0o644))
		require.NoError(t, os.Symlink(theirs, filepath.Join(checkout, "result.json")))
		code, log := run(t, script, checkout)
		require.Zero(t, code, log)
		b, err := os.ReadFile(theirs)
		require.NoError(t, err)
		require.Equal(t, "theirs", string(b))
		require.Zero(t, read(t, checkout).Score)
	})
	t.Run("grading does not run", func(t *testing.T) {
		checkout := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(checkout, "result.json"), []byte(`{"score": 1000}`), 0o644))
		code, log := run(t, script, checkout, "PATH="+t.TempDir())
		require.Equal(t, 1, code, log)
		require.Contains(t, log, "the go command")
		require.Equal(t, []string{"racekata: grading did not run: the grader ended with exit code 2"}, outsideCommands(t, log))
		require.NoFileExists(t, filepath.Join(checkout, "result.json"))
	})
	t.Run("no grader beside it", func(t *testing.T) {
		alone := t.TempDir()
		b, err := os.ReadFile(script)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(alone, "autograder.py"), b, 0o644))
		checkout := t.TempDir()
		code, log := run(t, filepath.Join(alone, "autograder.py"), checkout)
		require.Equal(t, 1, code)
		require.Regexp(t, regexp.MustCompile(`^racekata: there is no grader for Linux on \w+ beside autograder.py\n$`), log)
		require.NoFileExists(t, filepath.Join(checkout, "result.json"))
	})
}

// pythonItself is the path of the interpreter, and not of a script that finds it.
func pythonItself(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("python3", "-c", "import sys; print(sys.executable)").Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(out))
}
