package command

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/autograder"
	"racekata/grader/internal/exercise"
	"racekata/solutions"
)

// Inside the repository the grader is built from there: without answers, and
// with the exercises of the course, also those that are not asked for now, since
// it reads the whole course.toml.
func TestPackageInsideTheRepository(t *testing.T) {
	t.Chdir("../../..")
	dir := filepath.Join(t.TempDir(), "week1")
	file := filepath.Join(t.TempDir(), "course.toml")
	require.NoError(t, os.WriteFile(file, []byte("[[exercise]]\nid = ['101', '102']\nweight = 2\n"), 0o644))

	got := run(t, "package", "classroom50", "-o", dir, "--course", file, "--exercises", "102", "--arch", runtime.GOARCH)
	require.Equal(t, ExitPassed, got.code, got.stderr)
	require.Contains(t, got.stdout, "judges 1 exercise, 20 points, on linux/"+runtime.GOARCH)
	require.NotContains(t, got.stdout, "published answers")

	grader := filepath.Join(dir, "racekata-grader-linux-"+runtime.GOARCH)
	c, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	e, err := c.Find("102")
	require.NoError(t, err)
	reference, err := e.Reference()
	require.NoError(t, err)
	binary, err := os.ReadFile(grader)
	require.NoError(t, err)
	for name, content := range reference {
		require.NotContains(t, string(binary), string(content), name)
	}

	result := filepath.Join(t.TempDir(), "result.json")
	cmd := exec.Command(grader, "grade", "one", t.TempDir(), "--course", file, "--exercises", "102", "--classroom50", result)
	cmd.Env = append(os.Environ(), "RACEKATA_CACHE="+t.TempDir())
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	b, err := os.ReadFile(result)
	require.NoError(t, err)
	require.Contains(t, string(b), `"max-score": 20`)

	// Beside what is there, and once.
	repo := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(repo, "README.md"), nil, 0o644))
	args := []string{"package", "actions", "-o", repo, "--exercises", "101", "--arch", runtime.GOARCH, "--grader-url", "https://cs.example.edu/racekata/"}
	got = run(t, append(args, "--upload", filepath.Join(repo, "up"))...)
	require.Equal(t, ExitPassed, got.code, got.stderr)
	require.Contains(t, got.stdout, "to https://cs.example.edu/racekata/, then push")
	require.FileExists(t, filepath.Join(repo, "up", "racekata-grader-linux-"+runtime.GOARCH))
	require.FileExists(t, filepath.Join(repo, filepath.FromSlash(autograder.ActionsWorkflow)))
	require.NoFileExists(t, filepath.Join(repo, filepath.FromSlash(autograder.ActionsFolder), "racekata-grader-linux-"+runtime.GOARCH))
	got = run(t, args...)
	require.Equal(t, ExitUsage, got.code)
	require.Contains(t, got.stderr, "is there already")
	require.True(t, strings.HasSuffix(got.stderr, "or name another folder"), got.stderr)
	require.NoDirExists(t, repo+"-upload")
}
