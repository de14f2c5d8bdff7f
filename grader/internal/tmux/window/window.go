package window

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// ErrNotInstalled says that there is no tmux on the PATH.
var ErrNotInstalled = errors.New("tmux is not installed (Debian: apt-get install tmux; macOS: brew install tmux)")

// Options are of the terminal.
type Options struct {
	Width, Height int      // 0 is 80, 24
	Dir           string   // where the command runs; "" is here
	Env           []string // beside the process's own
	// Patience bounds each wait; 0 is 90 seconds. A loaded machine may need
	// much of it, a sound program hardly any.
	Patience time.Duration
}

// Window is a terminal in which one command runs.
type Window struct {
	ctx      context.Context // of all calls: a window lives no longer
	socket   string
	dir      string
	patience time.Duration
}

// Open starts a command in a terminal of its own. The window must be closed.
// The error is ErrNotInstalled, or what tmux said.
func Open(ctx context.Context, o Options, command ...string) (*Window, error) {
	if _, err := exec.LookPath("tmux"); err != nil {
		return nil, ErrNotInstalled
	}
	if o.Width == 0 {
		o.Width, o.Height = 80, 24
	}
	dir, err := os.MkdirTemp("", "tmux-") // a socket's path is short
	if err != nil {
		return nil, err
	}
	w := &Window{ctx: ctx, socket: filepath.Join(dir, "socket"), dir: dir, patience: cmp.Or(o.Patience, 90*time.Second)}
	args := []string{"-f", "/dev/null", "new-session", "-d", "-x", strconv.Itoa(o.Width), "-y", strconv.Itoa(o.Height)}
	if o.Dir != "" {
		args = append(args, "-c", o.Dir)
	}
	// Without the dashes a flag of the command would be one of tmux.
	cmd := w.command(append(append(args, "--"), command...)...)
	cmd.Env = append(append(os.Environ(), "TERM=xterm-256color"), o.Env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, errors.Join(fmt.Errorf("start tmux: %w\n%s", err, out), os.RemoveAll(dir))
	}
	return w, nil
}

// command calls tmux as in a terminal that shows UTF-8, whatever the locale.
func (w *Window) command(args ...string) *exec.Cmd {
	return exec.CommandContext(w.ctx, "tmux", append([]string{"-u", "-S", w.socket}, args...)...)
}

// Tmux runs a command of tmux on the window and returns what it prints.
func (w *Window) Tmux(args ...string) (string, error) {
	out, err := w.command(args...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("tmux %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return string(out), nil
}

// Keys presses keys by tmux's names: "q", "C-c", "Escape", "Down".
func (w *Window) Keys(names ...string) error {
	_, err := w.Tmux(append([]string{"send-keys"}, names...)...)
	return err
}

// Type types a line, and Enter.
func (w *Window) Type(line string) error {
	if _, err := w.Tmux("send-keys", "-l", "--", line); err != nil {
		return err
	}
	return w.Keys("Enter")
}

// Screen is what can be seen now, without colour.
func (w *Window) Screen() (string, error) { return w.Tmux("capture-pane", "-p") }

// Coloured is what can be seen now, with escape sequences.
func (w *Window) Coloured() (string, error) { return w.Tmux("capture-pane", "-p", "-e") }

// Until waits for a screen of which ok holds, and returns it. what completes
// "the screen never …". When the patience is at an end, the last screen is
// returned with the error.
func (w *Window) Until(what string, ok func(screen string) bool) (string, error) {
	for end := time.Now().Add(w.patience); ; time.Sleep(20 * time.Millisecond) {
		screen, err := w.Screen()
		if err != nil || ok(screen) {
			return screen, err
		}
		if time.Now().After(end) {
			return screen, fmt.Errorf("the screen never %s:\n%s", what, screen)
		}
	}
}

// Close ends the window and what runs in it.
func (w *Window) Close() error {
	// A context that was cancelled must not keep it; and a window that was
	// closed has taken its server along, so that there is nothing to end.
	_ = exec.Command("tmux", "-S", w.socket, "kill-server").Run()
	return os.RemoveAll(w.dir)
}
