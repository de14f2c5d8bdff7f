package slurm_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/slurm"
)

// A task ends what its grader left running before it clears the disk, and
// nothing of a task whose number begins as its own does.
func TestTheDiskIsClearedOfOnesOwn(t *testing.T) {
	dir := t.TempDir()
	disk := filepath.Join(dir, "disk")
	others := filepath.Join(disk, "racekata-30-tmp")
	require.NoError(t, os.MkdirAll(others, 0o755))
	other := exec.Command("sleep", "1000")
	other.Dir, other.Env = dir, append(os.Environ(), "TMPDIR="+others)
	require.NoError(t, other.Start())
	t.Cleanup(func() {
		_ = other.Process.Kill()
		_ = other.Wait()
	})

	// A grader that dies and leaves a build, which writes as long as it lives.
	grader := filepath.Join(dir, "grader")
	build := `while :; do mkdir -p "$TMPDIR/go-build/b001"; done`
	require.NoError(t, os.WriteFile(grader, fmt.Appendf(nil, "#!/bin/bash\nmkdir \"$TMPDIR/work\"\ncd %q\nTMPDIR=$TMPDIR/work bash -c '%s' >/dev/null 2>&1 &\nsleep 0.1\nkill -KILL $$\n", dir, build), 0o755))
	task := exec.Command("bash", "racekata.sbatch")
	task.Env = append(os.Environ(), "SLURM_JOB_ID=3", "SLURM_ARRAY_TASK_ID=1", "SLURM_ARRAY_TASK_MIN=1", "SLURM_ARRAY_TASK_MAX=1",
		"SLURM_ARRAY_TASK_COUNT=1", "SLURM_CPUS_PER_TASK=1", "SLURM_TMPDIR="+disk, "RACEKATA_SHARDS=",
		"SUBMISSIONS="+dir, "RESULTS="+filepath.Join(dir, "results"), "GRADER="+grader)
	out, err := task.CombinedOutput()
	require.Error(t, err)
	require.Equal(t, 128+int(syscall.SIGKILL), task.ProcessState.ExitCode(), "%s", out)

	left, err := os.ReadDir(disk)
	require.NoError(t, err)
	require.Len(t, left, 1, "%s", out)
	require.Equal(t, "racekata-30-tmp", left[0].Name())
	alive, err := slurm.In(dir)
	require.NoError(t, err)
	require.Len(t, alive, 1, "the other task's process lives on, and nothing else does")
	require.Equal(t, other.Process.Pid, alive[0].PID)
}
