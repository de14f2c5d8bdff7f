package submission

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTimeOfACheckout(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := class(t, map[string]string{"hw-jdoe/101_counter/counter.go": counter, "hw-jroe/101_counter/counter.go": counter})
	git := func(args ...string) {
		cmd := exec.Command("git", args...)
		cmd.Dir = filepath.Join(dir, "hw-jdoe")
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
			"GIT_AUTHOR_NAME=J", "GIT_AUTHOR_EMAIL=j@x", "GIT_COMMITTER_NAME=J", "GIT_COMMITTER_EMAIL=j@x",
			"GIT_AUTHOR_DATE=2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE=2026-02-03T04:05:06+0100")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
	}
	git("init", "-q", "-b", "main")
	git("add", "101_counter")
	git("commit", "-q", "-m", "one")
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "hw-jroe", ".git"), 0o755))
	want := time.Date(2026, 2, 3, 3, 5, 6, 0, time.UTC)
	check := func() {
		t.Helper()
		subs := open(t, dir)
		require.Equal(t, []string{"jdoe", "jroe"}, keys(subs))
		require.Equal(t, want, subs[0].Submitted)
		require.True(t, subs[1].Submitted.IsZero())
		noted(t, subs[0], "The time is that of the last commit, as the student's machine had it.")
	}
	check()
	git("gc", "-q", "--prune=now")
	packs, err := filepath.Glob(filepath.Join(dir, "hw-jdoe/.git/objects/pack/*.pack"))
	require.NoError(t, err)
	require.Len(t, packs, 1)
	require.NoFileExists(t, filepath.Join(dir, "hw-jdoe/.git/refs/heads/main"))
	check()
	git("checkout", "-q", "--detach")
	check()

	// Damage and tricks tell no time, and stop nothing.
	for _, text := range []string{"", "ref: ../../../etc/passwd", "ref: refs/heads/../../config", "ref: refs/heads/none", "0123", "\x00"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "hw-jdoe/.git/HEAD"), []byte(text), 0o644))
		subs := open(t, dir)
		require.True(t, subs[0].Submitted.IsZero(), "%q", text)
		require.Equal(t, only(counter), have(subs[0]))
	}
}

func FuzzGitIndex(f *testing.F) {
	f.Add([]byte("\xfftOc\x00\x00\x00\x02"), []byte("\x91\x0f"))
	f.Fuzz(func(t *testing.T, idx, pack []byte) {
		dir := t.TempDir()
		require.NoError(t, os.MkdirAll(filepath.Join(dir, ".git/objects/pack"), 0o755))
		for name, text := range map[string][]byte{"HEAD": []byte("0123456789012345678901234567890123456789"), "objects/pack/a.idx": idx, "objects/pack/a.pack": pack} {
			require.NoError(t, os.WriteFile(filepath.Join(dir, ".git", name), text, 0o644))
		}
		root, err := os.OpenRoot(dir)
		require.NoError(t, err)
		defer root.Close()
		headTime(root)
	})
}
