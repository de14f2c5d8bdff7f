//go:build !windows

package kubernetes_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/publish"
	"racekata/grader/internal/exercise"
	"racekata/solutions"
)

// copyFile copies a manifest, with one word changed.
func copyFile(t *testing.T, file, dir, old, new string) {
	t.Helper()
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Contains(t, string(b), old)
	require.NoError(t, os.WriteFile(filepath.Join(dir, file), []byte(strings.Replace(string(b), old, new, 1)), 0o644))
}

// cluster is a folder in which each of a pod's mounts is a folder.
type cluster struct {
	t           *testing.T
	dir, grader string
}

// path is where something of a pod's is here.
func (c cluster) path(inPod string) string { return filepath.Join(c.dir, inPod) }

// run runs what a pod runs, with what it is given and nothing else.
func (c cluster) run(m manifest, more []string, kubernetes ...string) (said string, code int) {
	c.t.Helper()
	var args []string
	for _, a := range m.grader().Args {
		flag, path, isFlag := strings.Cut(a, "=")
		switch {
		case isFlag && strings.HasPrefix(path, "/"):
			a = flag + "=" + c.path(path)
		case strings.HasPrefix(a, "/"):
			a = c.path(a)
		}
		args = append(args, a)
	}
	cmd := exec.Command(c.grader, append(args, more...)...)
	cmd.Dir = c.dir
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH")}, kubernetes...)
	for name, value := range m.grader().env(c.t) {
		if strings.HasPrefix(value, "/") {
			value = c.path(value)
		}
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	// But for the standard library, which every pod compiles anew.
	out, err := exec.Command("go", "env", "GOCACHE").Output()
	require.NoError(c.t, err)
	cmd.Env = append(cmd.Env, "GOCACHE="+strings.TrimSpace(string(out)))
	out, err = cmd.CombinedOutput()
	if err != nil {
		require.IsType(c.t, &exec.ExitError{}, err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// The grader, called as the pods of the Job call it, and merged as the other Job
// does.
func TestGradeAsThePodsDo(t *testing.T) {
	job, merge := read(t, "job.yaml"), read(t, "merge.yaml")
	c := cluster{t: t, dir: t.TempDir()}
	c.grader = c.path("racekata-grader")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", c.grader, "racekata/grader")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)

	for _, m := range append(job.grader().VolumeMounts, merge.grader().VolumeMounts...) {
		if m.SubPath == "" {
			require.NoError(t, os.MkdirAll(c.path(m.MountPath), 0o755))
		}
	}
	all, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	e, err := all.Find("101")
	require.NoError(t, err)
	reference, err := e.Reference()
	require.NoError(t, err)
	wrong, err := e.Wrong()
	require.NoError(t, err)
	write := func(inPod string, content []byte) {
		require.NoError(t, os.MkdirAll(filepath.Dir(c.path(inPod)), 0o755))
		require.NoError(t, os.WriteFile(c.path(inPod), content, 0o600))
	}
	write("/submissions/ada/"+e.ID+"/"+e.File, reference[e.File])
	write("/submissions/ben/"+e.ID+"/"+e.File, wrong[0].Source)
	write("/class/roster.csv", []byte("name,login\nAda Lovelace,ada\nBen Bitdiddle,ben\nCy D. Fect,cyd\n"))
	write("/class/course.toml", []byte("[[exercise]]\nid = ["+strconv.Quote(e.ID)+"]\n"))
	secret := []byte("a secret of thirty-two bytes ...")
	write("/cache/grading-secret", secret)

	said, code := c.run(merge, nil)
	require.Equal(t, 2, code, said)
	for index := range job.Spec.Completions {
		said, code := c.run(job, []string{"--plan=quick"}, "JOB_COMPLETION_INDEX="+strconv.Itoa(index))
		if strings.Contains(said, "the sandbox is not whole here") {
			t.Skipf("this machine is refused, as it should be: %s", said)
		}
		require.Zero(t, code, said)
		if index == 0 && job.Spec.Completions > 1 {
			said, code = c.run(merge, nil)
			require.Equal(t, 2, code, said)
			require.Contains(t, said, "these are missing: 2, 3")
		}
	}
	said, code = c.run(merge, nil)
	require.Zero(t, code, said)
	r, err := publish.Read(c.path("/results/all"))
	require.NoError(t, err)
	require.Len(t, r.Students, 3)
	for i, points := range []float64{10, 0, 0} {
		require.Equal(t, points, r.Students[i].Grades[0].Points, r.Students[i].Key)
	}
	require.Equal(t, "missing", string(r.Students[2].Grades[0].State))
	kept, err := os.ReadFile(c.path("/cache/grading-secret"))
	require.NoError(t, err)
	require.Equal(t, secret, kept)
}
