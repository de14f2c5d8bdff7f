package tmux

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"racekata/grader/internal/tmux/window"
)

// patience bounds every wait. A loaded machine may need much of it, a sound
// program hardly any.
const patience = 90 * time.Second

// Options are of the terminal.
type Options = window.Options

// Terminal is a window in which one command runs.
type Terminal struct {
	t      testing.TB
	window *window.Window
	dir    string // of what the shell writes down
}

// Start runs a command in a terminal of its own, which ends with the test.
func Start(t testing.TB, o Options, command ...string) *Terminal {
	t.Helper()
	term := &Terminal{t: t, dir: t.TempDir()}
	var quoted []string
	for _, w := range command {
		quoted = append(quoted, "'"+strings.ReplaceAll(w, "'", `'\''`)+"'")
	}
	script := fmt.Sprintf(`cd %[1]s && stty -a > %[2]s/before
%[3]s 2> %[2]s/stderr
echo $? > %[2]s/code.new; stty -a > %[2]s/after; mv %[2]s/code.new %[2]s/code
echo "the command has ended"; exec sleep 1000`, shell(o.Dir), shell(term.dir), strings.Join(quoted, " "))
	path := filepath.Join(term.dir, "script")
	if err := os.WriteFile(path, []byte(script), 0o644); err != nil {
		t.Fatal(err)
	}
	o.Dir = "" // the script goes there
	o.Patience = patience
	w, err := window.Open(context.Background(), o, "sh", path)
	switch {
	case errors.Is(err, window.ErrNotInstalled):
		t.Skip(err)
	case err != nil:
		t.Fatal(err)
	}
	term.window = w
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return term
}

func shell(dir string) string {
	if dir == "" {
		return "."
	}
	return "'" + dir + "'"
}

func (t *Terminal) tmux(args ...string) string {
	t.t.Helper()
	out, err := t.window.Tmux(args...)
	if err != nil {
		t.t.Fatal(err)
	}
	return out
}

// Keys presses keys by tmux's names: "q", "C-c", "Escape", "Down".
func (t *Terminal) Keys(names ...string) {
	t.t.Helper()
	t.tmux(append([]string{"send-keys"}, names...)...)
}

// Screen is what can be seen now, without colour.
func (t *Terminal) Screen() string {
	t.t.Helper()
	return t.tmux("capture-pane", "-p")
}

// Coloured is what can be seen now, with escape sequences.
func (t *Terminal) Coloured() string {
	t.t.Helper()
	return t.tmux("capture-pane", "-p", "-e")
}

// Resize makes the window another size.
func (t *Terminal) Resize(width, height int) {
	t.t.Helper()
	t.tmux("resize-window", "-x", strconv.Itoa(width), "-y", strconv.Itoa(height))
}

// Close closes the window, as a person does who has had enough.
func (t *Terminal) Close() {
	t.t.Helper()
	t.tmux("kill-window")
}

// Wait waits until the screen shows all of the texts, and returns it.
func (t *Terminal) Wait(texts ...string) string {
	t.t.Helper()
	return t.Until(fmt.Sprintf("shows %q", texts), func(screen string) bool {
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

// Gone waits until the screen does not show a text any more.
func (t *Terminal) Gone(text string) string {
	t.t.Helper()
	return t.Until(fmt.Sprintf("no longer shows %q", text), func(screen string) bool { return !strings.Contains(screen, text) })
}

// Until waits for a screen of which ok holds.
func (t *Terminal) Until(what string, ok func(screen string) bool) string {
	t.t.Helper()
	screen, err := t.window.Until(what, ok)
	if err != nil {
		t.t.Fatalf("%v\nstandard error:\n%s", err, t.Stderr())
	}
	return screen
}

// Exit waits for the command's end and returns its exit code.
func (t *Terminal) Exit() int {
	t.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		b, err := os.ReadFile(filepath.Join(t.dir, "code"))
		if err == nil {
			code, err := strconv.Atoi(strings.TrimSpace(string(b)))
			if err != nil {
				t.t.Fatal(err)
			}
			return code
		}
		if !errors.Is(err, os.ErrNotExist) {
			t.t.Fatal(err)
		}
		if time.Now().After(end) {
			t.t.Fatalf("the command did not end:\n%s", t.Screen())
		}
	}
}

// Stderr is what the command has written to standard error.
func (t *Terminal) Stderr() string {
	b, err := os.ReadFile(filepath.Join(t.dir, "stderr"))
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// Unchanged fails the test if the command, which has ended, left the terminal
// in another mode than it found it in.
func (t *Terminal) Unchanged() {
	t.t.Helper()
	var modes [2]string
	for i, name := range []string{"before", "after"} {
		b, err := os.ReadFile(filepath.Join(t.dir, name))
		if err != nil {
			t.t.Fatal(err)
		}
		// The window may have been resized on purpose.
		_, rest, _ := strings.Cut(string(b), "\n")
		modes[i] = rest
	}
	if modes[0] != modes[1] {
		t.t.Errorf("the terminal's mode was changed:\nbefore\n%s\nafter\n%s", modes[0], modes[1])
	}
	flags := strings.TrimSpace(t.tmux("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}"))
	if flags != "0 1 0" {
		t.t.Errorf("the terminal was left with alternate screen, cursor, mouse = %s; want 0 1 0", flags)
	}
}
