package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/made"
	"racekata/grader/internal/exercise"
	"racekata/solutions"
)

// judged counts the verdicts of each student and exercise in a record.
func judged(t *testing.T, dir string) map[string]int {
	t.Helper()
	all, err := made.Judged(dir)
	require.NoError(t, err)
	return all
}

// Killed at random moments of a run, the same command carries on: what comes
// out is what an undisturbed run brings, and nobody is graded twice.
// RACEKATA_KILLED=60x5x10 is the size: students, exercises, kills.
func TestGradingCarriesOnAfterSIGKILL(t *testing.T) {
	students, exercises, kills := 6, 2, 4
	if size := os.Getenv("RACEKATA_KILLED"); size != "" {
		_, err := fmt.Sscanf(size, "%dx%dx%d", &students, &exercises, &kills)
		require.NoError(t, err)
	}
	p := newPlace(t)
	all, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	class := filepath.Join(t.TempDir(), "class")
	works, err := made.Class(class, all, made.Shape{Students: students, Exercises: exercises, Seed: 7})
	require.NoError(t, err)
	var ids []string
	for _, e := range all.Path()[:exercises] {
		ids = append(ids, e.ID)
	}
	args := []string{"--plan", "quick", "--exercises", strings.Join(ids, ",")}

	start := time.Now()
	undisturbed, _ := p.grade(class, filepath.Join(t.TempDir(), "undisturbed"), args...)
	whole := time.Since(start)

	// A cache of its own, but for the secret of the seeds: nothing is known.
	secret, err := os.ReadFile(filepath.Join(p.cache, "grading-secret"))
	require.NoError(t, err)
	p.cache = filepath.Join(t.TempDir(), "cache")
	require.NoError(t, os.MkdirAll(p.cache, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(p.cache, "grading-secret"), secret, 0o600))
	out := filepath.Join(t.TempDir(), "killed")
	rng := rand.New(rand.NewPCG(uint64(start.UnixNano()), 0))
	killed := 0
	for range kills {
		cmd := exec.Command(p.grader, append([]string{"grade", class, "-o", out}, args...)...)
		cmd.Dir = p.dir
		cmd.Env = append(os.Environ(), "RACEKATA_CACHE="+p.cache, "TMPDIR="+p.tmp)
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
		require.NoError(t, cmd.Start())
		time.AfterFunc(time.Duration(rng.Int64N(int64(whole)/int64(kills)*3/2)+1), func() {
			syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		})
		if err := cmd.Wait(); err != nil && strings.Contains(err.Error(), "killed") {
			killed++
		}
	}
	require.Positive(t, killed, "no run was stopped")
	r, _ := p.grade(class, out, args...)
	require.Equal(t, made.Outcomes(undisturbed), made.Outcomes(r))
	counts := judged(t, out)
	require.Len(t, counts, works)
	for place, n := range counts {
		require.Equal(t, 1, n, place)
	}
	t.Log(strconv.Itoa(killed), "of", kills, "runs were killed; an undisturbed one takes", whole.Round(time.Second))
}

// Ctrl-C in the middle: the run says that everything is kept and how to go on,
// and leaves neither a process nor a file. The same command carries on.
func TestGradingIsStoppedByCtrlC(t *testing.T) {
	p := newPlace(t)
	reference := string(p.reference("101_counter", "counter.go"))
	files := map[string]string{}
	for i := range 12 {
		// No two are the same, so that none is done with the one before.
		files[fmt.Sprintf("student-%02d/101_counter/counter.go", i)] = fmt.Sprintf("%s\n// %d\n", reference, i)
	}
	class, out := p.class(files), filepath.Join(t.TempDir(), "results")
	args := []string{"--plan", "quick", "--exercises", "101"}
	cmd := exec.Command(p.grader, append([]string{"grade", class, "-o", out, "-v"}, args...)...)
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(), "RACEKATA_CACHE="+p.cache, "TMPDIR="+p.tmp, "NO_COLOR=1")
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	require.NoError(t, cmd.Start())
	first, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	require.Contains(t, first, "student-")
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	require.Error(t, cmd.Wait())
	require.Equal(t, 130, cmd.ProcessState.ExitCode(), "%s", &stderr)
	require.Contains(t, stderr.String(), "every verdict so far is kept")
	require.Contains(t, stderr.String(), "the same command carries on")
	p.left()
	kept := len(judged(t, out))
	require.Positive(t, kept)
	require.Less(t, kept, len(files))

	r, _ := p.grade(class, out, args...)
	require.Len(t, r.Students, len(files))
	for _, n := range judged(t, out) {
		require.Equal(t, 1, n)
	}
	for _, s := range r.Students {
		require.Equal(t, 10.0, s.Grades[0].Points, s.Key)
	}
}
