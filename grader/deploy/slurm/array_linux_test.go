// Package slurm_test runs the batch scripts on a real Slurm. It is a package by
// itself, since a package of tests has ten minutes unless said.
package slurm_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/grading"
	"racekata/grader/internal/classroom/made"
	"racekata/grader/internal/classroom/publish"
	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/slurm"
	"racekata/solutions"
)

// shards is what the script asks for.
const shards = 4

// desk is a teacher's: a class, a grader, and folders for what comes of it.
type desk struct {
	t      *testing.T
	dir    string
	grader string
	works  int      // pieces of work handed in
	more   []string // what the grader is told beside the folders
}

// newDesk makes a class. RACEKATA_SLURM_CLASS=60x5 is its size, students and
// exercises, which are then judged by the thorough plan; a small class by the
// quick one.
func newDesk(t *testing.T) *desk {
	students, exercises := 12, 2
	d := &desk{t: t, dir: t.TempDir(), more: []string{"--plan", "quick"}}
	if size := os.Getenv("RACEKATA_SLURM_CLASS"); size != "" {
		_, err := fmt.Sscanf(size, "%dx%d", &students, &exercises)
		require.NoError(t, err)
		d.more = nil
	}
	catalogue, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	d.works, err = made.Class(d.in("class"), catalogue, made.Shape{Students: students, Exercises: exercises, Seed: 3})
	require.NoError(t, err)

	list := "name,login\nSomebody Else,nothing-handed-in\n"
	for i := range students {
		list += fmt.Sprintf("Student %d,student-%04d\n", i+1, i+1)
	}
	d.write("roster.csv", list)
	var ids []string
	for _, e := range catalogue.Path()[:exercises] {
		ids = append(ids, strconv.Quote(e.ID))
	}
	d.write("course.toml", "title = \"On many machines\"\n[[exercise]]\nid = ["+strings.Join(ids, ", ")+"]\n")

	d.grader = d.in("racekata-grader")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", d.grader, "racekata/grader")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)
	return d
}

func (d *desk) in(name string) string { return filepath.Join(d.dir, name) }

func (d *desk) write(name, content string) {
	d.t.Helper()
	require.NoError(d.t, os.MkdirAll(filepath.Dir(d.in(name)), 0o755))
	require.NoError(d.t, os.WriteFile(d.in(name), []byte(content), 0o600))
}

func (d *desk) read(name string) string {
	d.t.Helper()
	b, err := os.ReadFile(d.in(name))
	require.NoError(d.t, err)
	return string(b)
}

// run runs the grader with a cache folder and returns what it said and its exit
// code.
func (d *desk) run(cache string, args ...string) (said string, code int) {
	d.t.Helper()
	cmd := exec.Command(d.grader, args...)
	cmd.Dir = d.dir
	cmd.Env = append(os.Environ(), "RACEKATA_CACHE="+d.in(cache))
	out, err := cmd.CombinedOutput()
	if err != nil {
		require.IsType(d.t, &exec.ExitError{}, err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

func (d *desk) results(name string) *results.Results {
	d.t.Helper()
	r, err := publish.Read(d.in(name))
	require.NoError(d.t, err)
	require.NotNil(d.t, r, "there are no results in %s", name)
	return r
}

// shard is the folder of results of one.
func shard(k int) string { return fmt.Sprintf("results/shard-%d-of-%d", k, shards) }

// done counts the verdicts of a shard, by student and exercise.
func (d *desk) done(k int) map[string]int {
	d.t.Helper()
	all, err := made.Judged(d.in(shard(k)))
	require.NoError(d.t, err)
	return all
}

// byWork are the shards, those with the most different code first.
func byWork(r *results.Results) []int {
	var class grading.Class
	for _, s := range r.Students {
		if s.Source != "" {
			class.Handed = append(class.Handed, grading.Handed{Key: s.Key})
		}
	}
	codes := func(k int) int {
		different := map[string]bool{}
		for _, h := range class.Of(results.Shard{K: k, N: shards}).Handed {
			at := slices.IndexFunc(r.Students, func(s results.Student) bool { return s.Key == h.Key })
			for _, g := range r.Students[at].Grades {
				different[g.Exercise+g.Hash] = true
			}
		}
		return len(different)
	}
	order := []int{1, 2, 3, 4}
	slices.SortStableFunc(order, func(a, b int) int { return codes(b) - codes(a) })
	return order
}

// An array of four, of which one is killed in its middle and submitted again,
// and one is requeued, as a preempted one is: merged, it gives the points and
// outcomes of a single run.
func TestShardsOnSlurm(t *testing.T) {
	cores := plan.Cores()
	// Two tasks at a time, each with as many cores as the single run has.
	c := slurm.Start(t, slurm.Options{CPUs: 2 * cores, MiB: 2 * cores * 2 << 10})
	d := newDesk(t)
	t.Cleanup(func() {
		left, err := slurm.In(d.dir)
		assert.NoError(t, err)
		assert.Empty(t, left, "processes are left behind")
	})

	began := time.Now()
	said, code := d.run("cache-one", append([]string{"grade", "class", "-o", "one", "--roster", "roster.csv", "--course", "course.toml"}, d.more...)...)
	require.Zero(t, code, said)
	one := d.results("one")
	t.Logf("%d pieces of work in one run: %v", d.works, time.Since(began).Round(time.Second))

	// A cache in which nothing is known but the secret of the seeds: that of a
	// home folder which all nodes see.
	d.write("cache-nodes/grading-secret", d.read("cache-one/grading-secret"))
	require.NoError(t, os.Mkdir(d.in("disk"), 0o755))
	env := []string{
		"SUBMISSIONS=" + d.in("class"), "RESULTS=" + d.in("results"), "ROSTER=" + d.in("roster.csv"), "COURSE=" + d.in("course.toml"),
		"GRADER=" + d.grader, "RACEKATA_CACHE=" + d.in("cache-nodes"), "SLURM_TMPDIR=" + d.in("disk"), "RACEKATA_SHARDS=",
	}
	here, err := os.Getwd()
	require.NoError(t, err)
	submit := func(env []string, options ...string) string {
		args := append([]string{"--cpus-per-task=" + strconv.Itoa(cores)}, options...)
		return c.Submit(env, d.dir, append(append(args, filepath.Join(here, "racekata.sbatch")), d.more...)...)
	}
	merge := func(after string) string {
		return c.Submit(env, d.dir, "--dependency=afterok:"+after, filepath.Join(here, "merge.sbatch"))
	}
	log := func(job string, k int) string { return d.read(fmt.Sprintf("racekata-%s-%d.log", job, k)) }

	// The array, and what befalls it.
	began = time.Now()
	job := submit(env)
	join := merge(job)
	order := byWork(one)
	killed, requeued := order[0], order[1]
	begun := func(k int) func() bool { return func() bool { return len(d.done(k)) > 0 } }
	fates := map[int]func(){
		killed: func() {
			graders, err := slurm.In(d.in(shard(killed)))
			require.NoError(t, err)
			require.NotEmpty(t, graders, "shard %d was done before it could be killed", killed)
			for _, g := range graders {
				require.NoError(t, syscall.Kill(g.PID, syscall.SIGKILL))
			}
		},
		requeued: func() { c.Output("scontrol", "requeue", fmt.Sprintf("%s_%d", job, requeued)) },
	}
	c.Until("two shards have begun", func() bool {
		for k, befalls := range fates {
			if begun(k)() {
				befalls()
				delete(fates, k)
			}
		}
		return len(fates) == 0
	})
	tasks := c.Wait(job)
	t.Logf("shards on Slurm, but for the one that was killed: %v", time.Since(began).Round(time.Second))
	for k := 1; k <= shards; k++ {
		want := "COMPLETED"
		if k == killed {
			want = "FAILED"
		}
		require.Equal(t, want, tasks[strconv.Itoa(k)].State, "shard %d: %s", k, log(job, k))
	}
	require.NoFileExists(t, d.in(filepath.Join(shard(killed), publish.ResultsName)), "it was not killed in its middle")
	before := d.done(killed)
	require.NotEmpty(t, before)
	for _, sentence := range []string{"stopped; every verdict so far is kept", "stopped by Slurm; requeued or submitted again"} {
		require.Contains(t, log(job, requeued), sentence)
	}
	require.Equal(t, 2, strings.Count(log(job, requeued), fmt.Sprintf("shard %d of %d on ", requeued, shards)), "it ran twice")

	// Without the killed one there is nothing to join: by Slurm or by hand.
	require.Equal(t, "CANCELLED", c.Wait(join)["N/A"].State)
	require.NoDirExists(t, d.in("results/all"))
	said, code = d.run("cache-one", "grade", "merge", "results", "-o", "all")
	require.Equal(t, 2, code, said)
	require.Contains(t, said, shard(killed)+" holds no results.json")
	args := []string{"grade", "merge", "-o", "all"}
	for k := 1; k <= shards; k++ {
		if k != killed {
			args = append(args, shard(k))
		}
	}
	said, code = d.run("cache-one", args...)
	require.Equal(t, 2, code, said)
	require.Contains(t, said, fmt.Sprintf("of %d shards these are missing: %d", shards, killed))

	// It is submitted again: first without saying of how many it is one.
	again := submit(env, "--array="+strconv.Itoa(killed))
	require.Equal(t, "FAILED", c.Wait(again)[strconv.Itoa(killed)].State)
	if killed == 1 {
		require.Contains(t, log(again, killed), "set RACEKATA_SHARDS to 4")
	} else {
		require.Contains(t, log(again, killed), fmt.Sprintf("RACEKATA_SHARDS=4 sbatch --array=%d", killed))
	}
	t.Logf("what was refused for the one that is missing: %v", time.Since(began).Round(time.Second))
	again = submit(append(env, "RACEKATA_SHARDS="+strconv.Itoa(shards)), "--array="+strconv.Itoa(killed))
	join = merge(again)
	require.Equal(t, "COMPLETED", c.Wait(again)[strconv.Itoa(killed)].State, log(again, killed))
	t.Logf("the one that was killed, submitted again: %v", time.Since(began).Round(time.Second))
	require.Equal(t, "COMPLETED", c.Wait(join)["N/A"].State)
	t.Logf("all shards, merged: %v", time.Since(began).Round(time.Second))

	all := d.results("results/all")
	require.Nil(t, all.Shard)
	require.Equal(t, one.Exercises, all.Exercises)
	require.Equal(t, made.Outcomes(one), made.Outcomes(all))
	judged := map[string]int{}
	for k := 1; k <= shards; k++ {
		for place, n := range d.done(k) {
			judged[place] += n
		}
	}
	require.Len(t, judged, d.works)
	for place, n := range judged {
		require.Equal(t, 1, n, "%s was graded more than once", place)
	}
	for place := range before {
		require.Contains(t, d.done(killed), place)
	}
	left := []string{}
	require.NoError(t, fs.WalkDir(os.DirFS(d.in("disk")), ".", func(path string, _ fs.DirEntry, err error) error {
		if path != "." {
			left = append(left, path)
		}
		return err
	}))
	require.Empty(t, left, "on the node's disk")
}
