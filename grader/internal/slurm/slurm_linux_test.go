package slurm

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A test's Slurm runs arrays, requeues, and leaves nothing behind, not even of
// a job that runs when the test ends.
func TestCluster(t *testing.T) {
	var dir string
	t.Cleanup(func() { // after those of the cluster
		if dir == "" {
			return // skipped
		}
		require.NoDirExists(t, dir)
		left, err := In(dir)
		require.NoError(t, err)
		require.Empty(t, left)
	})
	c := Start(t, Options{CPUs: 8, MiB: 1 << 10})
	dir = c.dir
	work := t.TempDir()
	script := filepath.Join(work, "job")
	require.NoError(t, os.WriteFile(script, []byte("#!/bin/bash\n"+
		"echo $SLURM_ARRAY_TASK_ID of $SLURM_ARRAY_TASK_COUNT, $WORD, ${SLURM_RESTART_COUNT:-0} >> said-$SLURM_ARRAY_TASK_ID\n"+
		"[ $SLURM_ARRAY_TASK_ID != 3 ] || exit 7\n"+
		"[ $SLURM_ARRAY_TASK_ID != 2 ] || [ -n \"$SLURM_RESTART_COUNT\" ] || exec sleep 1000\n"), 0o755))
	job := c.Submit([]string{"WORD=hello"}, work, "--array=1-3", "--requeue", script)
	written := func(name string) func() bool {
		return func() bool {
			b, _ := os.ReadFile(filepath.Join(work, name)) // not there yet
			return len(b) > 0
		}
	}
	c.Until("task 2 runs", written("said-2"))
	require.Equal(t, "RUNNING", c.Tasks(job)["2"].State)
	c.Output("scontrol", "requeue", job+"_2")
	tasks := c.Wait(job)
	require.Equal(t, "COMPLETED", tasks["1"].State)
	require.Equal(t, "COMPLETED", tasks["2"].State)
	require.Equal(t, Task{"FAILED", "NonZeroExitCode"}, tasks["3"])
	said, err := os.ReadFile(filepath.Join(work, "said-2"))
	require.NoError(t, err)
	require.Equal(t, "2 of 3, hello, 0\n2 of 3, hello, 1\n", string(said))

	endless := filepath.Join(work, "endless")
	require.NoError(t, os.WriteFile(endless, []byte("#!/bin/bash\necho yes > runs\nexec sleep 1000\n"), 0o755))
	job = c.Submit(nil, work, endless)
	c.Until("the endless job runs", written("runs"))
	require.Equal(t, "RUNNING", c.Tasks(job)["N/A"].State)
	found, err := In(dir)
	require.NoError(t, err)
	names := ""
	for _, p := range found {
		names += p.String() + "\n"
	}
	for _, name := range []string{"munged", "slurmctld", "slurmd", "slurmstepd"} {
		require.Contains(t, names, name)
	}
}

func TestWhatIsMissing(t *testing.T) {
	require.Empty(t, missing(func(string) string { return "/usr/bin/it" }))
	says := missing(func(name string) string { return strings.TrimSuffix(name, "slurmd") })
	require.Contains(t, says, "no Slurm here (slurmd): apt-get install slurm-wlm munge")
}

// A mistake here would name every process of the machine.
func TestInIsAboutOneFolder(t *testing.T) {
	for _, dir := range []string{"", "/", "/tmp", "x/y"} {
		_, err := In(dir)
		require.ErrorContains(t, err, "no folder of a test", dir)
	}
}
