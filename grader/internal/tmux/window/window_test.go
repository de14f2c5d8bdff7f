package window

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func open(t *testing.T, ctx context.Context, o Options, command ...string) *Window {
	t.Helper()
	w, err := Open(ctx, o, command...)
	if errors.Is(err, ErrNotInstalled) {
		t.Skip(err)
	}
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, w.Close()) })
	return w
}

func TestTypedAndSeen(t *testing.T) {
	dir := t.TempDir()
	w := open(t, t.Context(), Options{Width: 40, Height: 10, Dir: dir, Env: []string{"SAID=grüezi"}}, "sh", "-c",
		`read line; printf '\033[31m%s\033[0m %s %s\n' "$SAID" "$line" "$(stty size)"; pwd; sleep 1000`)
	require.NoError(t, w.Type("-l; 'Enter' ✓"))
	screen, err := w.Until("answers", func(s string) bool { return strings.Contains(s, "10 40") && strings.Count(s, "\n/") > 0 })
	require.NoError(t, err)
	require.Contains(t, screen, "grüezi -l; 'Enter' ✓ 10 40")
	coloured, err := w.Coloured()
	require.NoError(t, err)
	require.Contains(t, coloured, "\x1b[31mgrüezi")
}

func TestUntilGivesUp(t *testing.T) {
	w := open(t, t.Context(), Options{Patience: 10 * time.Millisecond}, "sleep", "1000")
	_, err := w.Until("turns green", func(string) bool { return false })
	require.ErrorContains(t, err, "the screen never turns green")
}

func TestCloseLeavesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	w := open(t, ctx, Options{}, "sleep", "1000")
	cancel() // as Ctrl-C does in a program that has a window open
	_, err := w.Screen()
	require.ErrorIs(t, err, context.Canceled)
	require.NoError(t, w.Close())
	require.NoDirExists(t, w.dir)
	require.NoError(t, w.Close(), "a second time")
}

func TestTmuxIsMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := Open(t.Context(), Options{}, "true")
	require.ErrorIs(t, err, ErrNotInstalled)
}
