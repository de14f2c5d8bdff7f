package filewatch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// watched is a folder under Run.
type watched struct {
	t        *testing.T
	dir      string
	saves    chan struct{}
	problems chan string
}

func watch(t *testing.T, o Options) *watched {
	dir := filepath.Join(t.TempDir(), "101_counter")
	require.NoError(t, os.Mkdir(dir, 0o755))
	w := &watched{t: t, dir: dir, saves: make(chan struct{}, 1000), problems: make(chan string, 10)}
	w.write("counter.go", "package counter")
	o.Problem = func(s string) { w.problems <- s }
	if o.Match == nil {
		o.Match = func(name string) bool { return strings.HasSuffix(name, ".go") }
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	ready := make(chan struct{})
	events := o.events
	if events == nil {
		events = fsnotify.NewWatcher
	}
	// The first listen comes after the first look: from then on nothing is
	// missed.
	opened := false
	o.events = func() (*fsnotify.Watcher, error) {
		e, err := events()
		if !opened {
			opened = true
			close(ready)
		}
		return e, err
	}
	go func() {
		defer close(ended)
		Run(ctx, dir, o, func() { w.saves <- struct{}{} })
	}()
	t.Cleanup(func() { cancel(); <-ended })
	<-ready
	return w
}

func (w *watched) write(name, content string) {
	require.NoError(w.t, os.WriteFile(filepath.Join(w.dir, name), []byte(content), 0o644))
}

func (w *watched) saved() {
	w.t.Helper()
	select {
	case <-w.saves:
	case <-time.After(20 * time.Second):
		w.t.Fatal("the save was not told")
	}
}

func (w *watched) silence(d time.Duration) {
	w.t.Helper()
	select {
	case <-w.saves:
		w.t.Fatal("told of a save that was none")
	case <-time.After(d):
	}
}

const never = time.Hour // for Poll: events alone

func TestSaveInPlace(t *testing.T) {
	w := watch(t, Options{Poll: never})
	w.write("counter.go", "package counter // more")
	w.saved()
	w.silence(200 * time.Millisecond)
}

func TestSaveByRename(t *testing.T) {
	w := watch(t, Options{Poll: never})
	w.write(".counter.go.swp~", "package counter // as some editors do")
	require.NoError(t, os.Rename(filepath.Join(w.dir, ".counter.go.swp~"), filepath.Join(w.dir, "counter.go")))
	w.saved()
	// As others do: the old one aside first.
	require.NoError(t, os.Rename(filepath.Join(w.dir, "counter.go"), filepath.Join(w.dir, "counter.go~")))
	w.write("counter.go", "package counter // and again")
	w.saved()
	w.silence(200 * time.Millisecond)
}

func TestDeletedAndMadeAgain(t *testing.T) {
	w := watch(t, Options{Poll: never})
	require.NoError(t, os.Remove(filepath.Join(w.dir, "counter.go")))
	w.saved()
	w.write("counter.go", "package counter")
	w.saved()
}

func TestSameContentIsASaveToo(t *testing.T) {
	w := watch(t, Options{Poll: never})
	later := time.Now().Add(time.Second)
	w.write("counter.go", "package counter")
	require.NoError(t, os.Chtimes(filepath.Join(w.dir, "counter.go"), later, later))
	w.saved()
}

func TestWhatIsNoSave(t *testing.T) {
	w := watch(t, Options{Poll: 50 * time.Millisecond})
	w.write("notes.txt", "none of the files that count")
	require.NoError(t, os.Chmod(filepath.Join(w.dir, "counter.go"), 0o600))
	w.silence(300 * time.Millisecond)
}

func TestBurstIsFew(t *testing.T) {
	w := watch(t, Options{Poll: never, Quiet: 200 * time.Millisecond})
	for n := range 50 {
		w.write("counter.go", fmt.Sprintf("package counter // %d", n))
	}
	w.saved()
	w.silence(400 * time.Millisecond)
}

// A folder of the same name that is another one: git checkout, a restored
// backup, a rename back and forth.
func TestFolderRenamedAndMadeAnew(t *testing.T) {
	w := watch(t, Options{Poll: 50 * time.Millisecond})
	require.NoError(t, os.Rename(w.dir, w.dir+"_old"))
	w.saved() // its files are gone
	require.NoError(t, os.Mkdir(w.dir, 0o755))
	w.saved() // it is there, empty
	w.write("counter.go", "package counter")
	w.saved()
	require.NoError(t, os.WriteFile(filepath.Join(w.dir+"_old", "counter.go"), []byte("elsewhere"), 0o644))
	w.silence(200 * time.Millisecond)
}

// Network folders send no events at all.
func TestPollAlone(t *testing.T) {
	w := watch(t, Options{Poll: 50 * time.Millisecond, events: func() (*fsnotify.Watcher, error) {
		return nil, errors.New("not supported")
	}})
	require.Equal(t, "the system sends no file events (not supported); saves are looked for every 50ms instead", <-w.problems)
	w.write("counter.go", "package counter // polled")
	w.saved()
	require.Empty(t, w.problems, "said once")
}

func TestSentencesOfTheLimits(t *testing.T) {
	require.Contains(t, sentence(fmt.Errorf("add: %w", syscall.ENOSPC), time.Second), "max_user_watches")
	require.Contains(t, sentence(syscall.EMFILE, time.Second), "max_user_instances")
}
