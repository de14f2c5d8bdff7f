package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// The program is built for Windows and holds the sentence; nothing here can run
// it.
func TestWindowsSaysWhatWorks(t *testing.T) {
	exe := filepath.Join(t.TempDir(), "racekata-grader.exe")
	cmd := exec.Command("go", "build", "-buildvcs=false", "-o", exe, ".")
	cmd.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	b, err := os.ReadFile(exe)
	require.NoError(t, err)
	require.Contains(t, string(b), onWindows)
	require.Contains(t, onWindows, "inside WSL")
}
