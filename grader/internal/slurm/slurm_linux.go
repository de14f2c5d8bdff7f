package slurm

import (
	"context"
	"crypto/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// EnvNeed is the variable that turns the skip of a test into a failure.
const EnvNeed = "RACEKATA_NEED_SLURM"

// patience bounds what the daemons themselves take. A loaded machine may need
// much of it, an idle one hardly any.
const patience = 3 * time.Minute

// Options are of the node.
type Options struct {
	CPUs int
	MiB  int // its memory
}

// Cluster is a Slurm of one node, which ends with the test.
type Cluster struct {
	t       testing.TB
	dir     string
	daemons []*daemon
}

// Task is one of a job array, or a job by itself.
type Task struct {
	State  string // as squeue writes it: "RUNNING"
	Reason string // why it waits, or how it ended: "BeginTime", "NonZeroExitCode"
}

// over are the states that a task does not leave by itself.
var over = []string{"COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL", "OUT_OF_MEMORY", "BOOT_FAIL", "DEADLINE"}

// Over tells whether the task has ended for good.
func (t Task) Over() bool { return slices.Contains(over, t.State) }

// Start starts the daemons and returns when the node is idle.
func Start(t testing.TB, o Options) *Cluster {
	t.Helper()
	if sentence := missing(find); sentence != "" {
		if os.Getenv(EnvNeed) != "" {
			t.Fatal(sentence)
		}
		t.Skip(sentence)
	}
	// Not t.TempDir: munged wants its socket to be within everybody's reach,
	// and the path of a socket is short.
	dir, err := os.MkdirTemp("", "slurm-")
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, os.RemoveAll(dir)) })
	require.NoError(t, os.Chmod(dir, 0o755))
	c := &Cluster{t: t, dir: dir}
	require.NoError(t, writeConfig(c.dir, o))
	key := make([]byte, 128)
	rand.Read(key) // never fails
	require.NoError(t, os.WriteFile(c.in("munge.key"), key, 0o600))
	t.Cleanup(c.stop)

	c.start("munged", "--foreground", "--num-threads=10", "--key-file="+c.in("munge.key"), "--socket="+c.in("munge.socket"),
		"--pid-file="+c.in("munged.pid"), "--seed-file="+c.in("munged.seed"), "--log-file="+c.in("munged.log"))
	c.until(patience, "munged answers", func() bool {
		return exec.Command(find("munge"), "--no-input", "--socket="+c.in("munge.socket")).Run() == nil
	})
	c.start("slurmctld", "-D", "-f", c.in("slurm.conf"))
	c.start("slurmd", "-D", "-f", c.in("slurm.conf"))
	c.until(patience, "the node is idle", func() bool {
		out, err := c.command(t.Context(), nil, "sinfo", "--noheader", "--format=%T").Output()
		return err == nil && strings.TrimSpace(string(out)) == "idle"
	})
	return c
}

// missing says what is not installed, "" when all is.
func missing(find func(program string) string) string {
	var not []string
	for _, name := range []string{"munged", "munge", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "sinfo", "scontrol"} {
		if find(name) == "" {
			not = append(not, name)
		}
	}
	if len(not) == 0 {
		return ""
	}
	return "no Slurm here (" + strings.Join(not, ", ") + "): apt-get install slurm-wlm munge, and this test runs on it"
}

// find is a program's path, "" when it is not there. Daemons are not on every
// user's PATH.
func find(name string) string {
	for _, p := range []string{name, "/usr/sbin/" + name, "/usr/local/sbin/" + name} {
		if path, err := exec.LookPath(p); err == nil {
			return path
		}
	}
	return ""
}

func (c *Cluster) in(name string) string { return filepath.Join(c.dir, name) }

func (c *Cluster) start(name string, args ...string) {
	c.t.Helper()
	d, err := start(c.dir, name, args...)
	require.NoError(c.t, err)
	c.daemons = append(c.daemons, d)
}

// command is one of Slurm's, with env added to the test's own.
func (c *Cluster) command(ctx context.Context, env []string, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, find(name), args...)
	cmd.Env = append(append(os.Environ(), env...), "SLURM_CONF="+c.in("slurm.conf"))
	return cmd
}

// Output runs one of Slurm's commands and returns what it printed.
func (c *Cluster) Output(name string, args ...string) string {
	c.t.Helper()
	out, err := c.command(c.t.Context(), nil, name, args...).CombinedOutput()
	require.NoError(c.t, err, "%s %s: %s\n%s", name, strings.Join(args, " "), out, c.logs())
	return strings.TrimSpace(string(out))
}

// Submit submits a batch script from dir, with env added to the test's own, and
// returns the job's number.
func (c *Cluster) Submit(env []string, dir string, args ...string) string {
	c.t.Helper()
	cmd := c.command(c.t.Context(), env, "sbatch", append([]string{"--parsable"}, args...)...)
	cmd.Dir = dir
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	require.NoError(c.t, err, "sbatch %s: %s\n%s", strings.Join(args, " "), said.String(), c.logs())
	return strings.TrimSpace(string(out))
}

// Tasks are those of a job by their numbers in its array; of a job by itself
// there is one, called "N/A". One that is over stays known for a day.
func (c *Cluster) Tasks(job string) map[string]Task {
	c.t.Helper()
	tasks := map[string]Task{}
	for line := range strings.Lines(c.Output("squeue", "--noheader", "--array", "--states=all", "--jobs="+job, "--format=%K|%T|%r")) {
		f := strings.Split(strings.TrimSpace(line), "|")
		require.Len(c.t, f, 3, line)
		tasks[f[0]] = Task{State: f[1], Reason: f[2]}
	}
	return tasks
}

// Wait returns the tasks of a job when all are over.
func (c *Cluster) Wait(job string) map[string]Task {
	c.t.Helper()
	var tasks map[string]Task
	c.Until("job "+job+" is over", func() bool {
		tasks = c.Tasks(job)
		for _, t := range tasks {
			if !t.Over() {
				return false
			}
		}
		return len(tasks) > 0
	})
	return tasks
}

// Until asks again and again until it is so, as long as the test has time;
// what is for the failure.
func (c *Cluster) Until(what string, so func() bool) {
	c.t.Helper()
	long := time.Hour
	if t, ok := c.t.(interface{ Deadline() (time.Time, bool) }); ok {
		if end, ok := t.Deadline(); ok {
			long = time.Until(end) - time.Minute // to clear up
		}
	}
	c.until(long, what, so)
}

func (c *Cluster) until(long time.Duration, what string, so func() bool) {
	c.t.Helper()
	end := time.Now().Add(long)
	for !so() {
		for _, d := range c.daemons { // one that is gone answers nothing
			require.NoError(c.t, d.alive(), c.logs())
		}
		if time.Now().After(end) {
			require.FailNow(c.t, "it does not come to that: "+what, c.logs())
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// logs are the last lines of what the daemons wrote down.
func (c *Cluster) logs() string {
	var all strings.Builder
	for _, name := range []string{"munged.log", "slurmctld.log", "slurmd.log"} {
		b, err := os.ReadFile(c.in(name))
		if err != nil {
			continue
		}
		lines := strings.SplitAfter(string(b), "\n")
		all.WriteString("== " + name + "\n" + strings.Join(lines[max(0, len(lines)-15):], ""))
	}
	return all.String()
}

// stop takes back what still runs, ends the daemons in the reverse of their
// order, and fails the test if any process of theirs is left.
func (c *Cluster) stop() {
	// Not the test's context: that has ended when this is called.
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	started, err := In(c.dir)
	assert.NoError(c.t, err)
	for len(c.daemons) == 3 && ctx.Err() == nil {
		out, err := c.command(ctx, nil, "squeue", "--noheader").Output()
		if err != nil || len(out) == 0 {
			break
		}
		_ = c.command(ctx, nil, "scancel", "--state=PENDING").Run()
		_ = c.command(ctx, nil, "scancel", "--state=RUNNING").Run()
		time.Sleep(100 * time.Millisecond)
	}
	for _, d := range slices.Backward(c.daemons) {
		d.stop()
	}
	// The last step of a job may still be on its way out, its files closed.
	var left []Process
	for {
		left, err = In(c.dir)
		for _, p := range started {
			if p.Runs() {
				left = append(left, p)
			}
		}
		if err != nil || len(left) == 0 || ctx.Err() != nil {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	assert.NoError(c.t, err)
	assert.Empty(c.t, left, "processes of Slurm are left behind")
}
