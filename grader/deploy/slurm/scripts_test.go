package slurm_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestScriptsAreClean(t *testing.T) {
	scripts, err := filepath.Glob("*.sbatch")
	require.NoError(t, err)
	require.Len(t, scripts, 2)
	for _, s := range scripts {
		out, err := exec.Command("bash", "-n", s).CombinedOutput()
		require.NoError(t, err, "%s", out)
	}
	if _, err := exec.LookPath("shellcheck"); err != nil {
		sentence := "no shellcheck here: apt-get install shellcheck, and it reads the scripts too"
		if os.Getenv("RACEKATA_NEED_SLURM") != "" {
			t.Fatal(sentence)
		}
		t.Skip(sentence)
	}
	out, err := exec.Command("shellcheck", scripts...).CombinedOutput()
	require.NoError(t, err, "%s", out)
}
