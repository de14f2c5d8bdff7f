package interview

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/staging"
	"racekata/grader/internal/staging/laid"
	"racekata/solutions"
)

func TestWhatIsLaidOut(t *testing.T) {
	s, _ := laidOut(t)
	require.Equal(t, "2026-11-22-7", filepath.Base(s.Dir))
	got := laid.Out(t, s.Dir)
	require.Equal(t, []string{
		".session.lock", "Makefile", "README.md",
		"exercises/205_pipeline/Makefile", "exercises/205_pipeline/README.md", "exercises/205_pipeline/queue.go",
		"exercises/304_rate_limit/Makefile", "exercises/304_rate_limit/README.md", "exercises/304_rate_limit/queue.go",
		"go.mod", "session.json",
	}, slices.Sorted(maps.Keys(got)))
	golden(t, "README.golden", got["README.md"])
	for name := range got {
		info, err := os.Stat(filepath.Join(s.Dir, name))
		require.NoError(t, err)
		require.Equal(t, fs.FileMode(0o644), info.Mode().Perm(), name)
	}
	info, err := os.Stat(s.Dir)
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o755), info.Mode().Perm())
	entries, err := os.ReadDir(filepath.Dir(s.Dir))
	require.NoError(t, err)
	require.Len(t, entries, 1, "no draft is left")
}

// TestNothingIsGivenAway lays out the whole catalogue and looks for anything of
// the teacher's side: whole files, and every longer line that no starter has.
func TestNothingIsGivenAway(t *testing.T) {
	c := embedded(t)
	s, err := LayOut(Layout{Top: t.TempDir(), Options: Options{Count: len(c), Seed: 1}, Exercises: c.Path(), Length: time.Hour, Now: start})
	require.NoError(t, err)
	got := laid.Out(t, s.Dir)

	// The starters, file by file, and five files more.
	known := map[string]bool{}
	for _, e := range c {
		starter, err := e.Starter()
		require.NoError(t, err)
		files := laid.Files(t, starter)
		for name, content := range files {
			require.Equal(t, content, got["exercises/"+e.ID+"/"+name], "%s/%s", e.ID, name)
			for line := range strings.Lines(content) {
				known[strings.TrimSpace(line)] = true
			}
		}
		require.Greater(t, len(files), 2, e.ID)
		copied, err := candidate.FromFolder(filepath.Join(s.Dir, "exercises", e.ID))
		require.NoError(t, err)
		untouched, err := candidate.Untouched(e, copied.Hash())
		require.NoError(t, err)
		require.True(t, untouched, e.ID)

		for _, check := range e.Checks {
			for _, hint := range check.Hints {
				for name, content := range got {
					require.NotContains(t, content, hint, name)
				}
			}
		}
	}
	for name := range got {
		id, _, _ := strings.Cut(strings.TrimPrefix(name, "exercises/"), "/")
		if strings.HasPrefix(name, "exercises/") {
			_, err := c.Find(id)
			require.NoError(t, err, name)
			continue
		}
		require.Contains(t, []string{".session.lock", "Makefile", "README.md", "go.mod", "session.json"}, name)
	}

	all := strings.Join(slices.Collect(maps.Values(got)), "\n")
	lines := map[string]bool{}
	for line := range strings.Lines(all) {
		lines[strings.TrimSpace(line)] = true
	}
	teachers, long := 0, 0
	require.NoError(t, fs.WalkDir(solutions.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(name, "/testdata/starter/") {
			return err
		}
		b, err := fs.ReadFile(solutions.FS, name)
		teachers++
		require.NotContains(t, all, strings.TrimSpace(string(b)), name)
		for line := range bytes.Lines(b) {
			line := strings.TrimSpace(string(line))
			if len(line) >= 30 && !known[line] {
				long++
				require.False(t, lines[line], "%s: %s", name, line)
			}
		}
		return err
	}))
	require.Greater(t, teachers, 25*10)
	require.Greater(t, long, 10_000)
}

// TestTheGoCommandUnderstandsIt resolves every import without network.
func TestTheGoCommandUnderstandsIt(t *testing.T) {
	c := embedded(t)
	s, err := LayOut(Layout{Top: t.TempDir(), Options: Options{Count: len(c)}, Exercises: c, Length: time.Hour, Now: start})
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), "go", "list", "-test", "-deps", "-f", "{{.ImportPath}}", "./...")
	cmd.Dir = s.Dir
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=", "GOWORK=off", "GOTOOLCHAIN=local", "GOMODCACHE="+t.TempDir())
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	for _, e := range c {
		require.Contains(t, string(out), "racekata/exercises/"+e.ID+"\n")
	}
}

func TestTheGoLineIsTheRepositorys(t *testing.T) {
	b, err := os.ReadFile("../../../go.mod")
	require.NoError(t, err)
	require.Contains(t, string(b), "\ngo "+goVersion+"\n")
}

func TestTheMakefile(t *testing.T) {
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip("there is no make on this machine")
	}
	bin := filepath.Join(t.TempDir(), "it's $HOME #1")
	require.NoError(t, os.Mkdir(bin, 0o755))
	own, onPath := filepath.Join(bin, "grader"), filepath.Join(bin, "racekata-grader")
	require.NoError(t, os.WriteFile(own, []byte("#!/bin/sh\necho own $RACEKATA_MAKE \"$@\"\n"), 0o755))
	require.NoError(t, os.WriteFile(onPath, []byte("#!/bin/sh\necho path \"$@\"\n"), 0o755))
	s, err := LayOut(Layout{Top: t.TempDir(), Options: Options{Count: 2}, Exercises: made(t), Length: time.Hour, Now: start, Grader: own})
	require.NoError(t, err)
	run := func(dir string, args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "make", append([]string{"-s"}, args...)...)
		cmd.Dir = filepath.Join(s.Dir, dir)
		cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "MAKEFLAGS=", "MAKELEVEL=0")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
		return strings.TrimSpace(string(out))
	}
	require.Equal(t, "own 1 check 205", run(".", "check", "EX=205"))
	require.Equal(t, "own 1 check --cpu 6 --seed 3", run("exercises/205_pipeline", "check", "CPU=6", "SEED=3"))
	require.Equal(t, "own 1 hint", run("exercises/205_pipeline", "hint"))
	require.Equal(t, "own 1 explain leak", run(".", "explain", "TOPIC=leak"))
	require.NoError(t, os.Remove(own))
	require.Equal(t, "path check 205", run(".", "check", "EX=205"), "once the program has gone, the one on the PATH")
	require.Contains(t, makefile("/a\nb"), "'racekata-grader'")
}

func TestNamesThatAreTaken(t *testing.T) {
	top := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(top, Folder, "2026-11-22-7-2"), 0o755))
	l := Layout{Top: top, Options: Options{Count: 2, Seed: 7}, Exercises: made(t), Length: time.Hour, Now: start}
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		names []string
	)
	for range 4 {
		wg.Go(func() {
			s, err := LayOut(l)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
				return
			}
			names = append(names, filepath.Base(s.Dir))
			if s.State().ID != filepath.Base(s.Dir) {
				t.Errorf("%s calls itself %s", s.Dir, s.State().ID)
			}
		})
	}
	wg.Wait()
	slices.Sort(names)
	require.Equal(t, []string{"2026-11-22-7", "2026-11-22-7-3", "2026-11-22-7-4", "2026-11-22-7-5"}, names)
	b, err := os.ReadFile(filepath.Join(top, Folder, "2026-11-22-7-3", "README.md"))
	require.NoError(t, err)
	require.Contains(t, string(b), "# Interview 2026-11-22-7-3\n")
}

func TestInto(t *testing.T) {
	l := Layout{Options: Options{Count: 2, Seed: 7}, Exercises: made(t), Length: time.Hour, Now: start}
	base := t.TempDir()

	l.Into = filepath.Join(base, "a", "b", "missing")
	s, err := LayOut(l)
	require.NoError(t, err)
	require.Equal(t, l.Into, s.Dir)
	require.Contains(t, laid.Out(t, s.Dir), "session.json")
	require.Len(t, laid.Out(t, s.Dir), 11)

	l.Into = filepath.Join(base, "empty")
	require.NoError(t, os.Mkdir(l.Into, 0o755))
	before, err := os.Stat(l.Into)
	require.NoError(t, err)
	_, err = LayOut(l)
	require.NoError(t, err)
	require.Len(t, laid.Out(t, l.Into), 11)
	after, err := os.Stat(l.Into)
	require.NoError(t, err)
	require.True(t, os.SameFile(before, after), "a shell that stands in it stays in it")

	_, err = LayOut(l)
	require.ErrorIs(t, err, staging.ErrNotEmpty, "it holds an interview")
	l.Into = filepath.Join(base, "file")
	require.NoError(t, os.WriteFile(l.Into, nil, 0o644))
	_, err = LayOut(l)
	require.ErrorIs(t, err, staging.ErrNotFolder)
	l.Into = filepath.Join(base, "file", "below")
	_, err = LayOut(l)
	require.Error(t, err)
	l.Into = filepath.Join(base, "other")
	require.NoError(t, os.MkdirAll(filepath.Join(l.Into, ".git"), 0o755))
	_, err = LayOut(l)
	require.ErrorIs(t, err, staging.ErrNotEmpty)
	entries, err := os.ReadDir(l.Into)
	require.NoError(t, err)
	require.Len(t, entries, 1)
}

// TestNothingHalf makes it fail at several places.
func TestNothingHalf(t *testing.T) {
	c := made(t)
	broken := *c[1]
	broken.ID = "304/\x00" // no system has such a file
	for name, l := range map[string]Layout{
		"no time":          {Exercises: c, Length: 0},
		"a broken starter": {Exercises: append(slices.Clone(c)[:1], &broken), Length: time.Hour},
		"twice the same":   {Exercises: append(slices.Clone(c), c[0]), Length: time.Hour},
		"no exercises":     {Length: time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			l.Now, l.Top = start, t.TempDir()
			_, err := LayOut(l)
			require.Error(t, err)
			entries, err := os.ReadDir(l.Top)
			require.NoError(t, err)
			require.Empty(t, entries, "not even interviews/")

			l.Into = filepath.Join(l.Top, "a", "b")
			_, err = LayOut(l)
			require.Error(t, err)
			require.NoDirExists(t, filepath.Join(l.Top, "a"))

			l.Into = l.Top
			_, err = LayOut(l)
			require.Error(t, err)
			entries, err = os.ReadDir(l.Top)
			require.NoError(t, err)
			require.Empty(t, entries)
		})
	}
}

func TestFind(t *testing.T) {
	top := t.TempDir()
	found, err := Find(top, start)
	require.NoError(t, err)
	require.Empty(t, found)

	lay := func(seed uint64, begins time.Time) *Session {
		s, err := LayOut(Layout{Top: top, Options: Options{Count: 2, Seed: seed}, Exercises: made(t), Length: time.Hour, Now: begins})
		require.NoError(t, err)
		return s
	}
	old := lay(1, start.Add(-2*time.Hour))
	ended := lay(2, start)
	require.NoError(t, ended.End(Stopped, time.Minute, start.Add(time.Minute)))
	first := lay(3, start.Add(time.Minute))
	second := lay(4, start.Add(2*time.Minute))
	spent := lay(5, start)
	require.NoError(t, spent.Save(0))
	require.NoError(t, os.Mkdir(filepath.Join(top, Folder, "empty"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(top, Folder, "notes.txt"), nil, 0o644))

	dirs := func(all []*Session, err error) []string {
		t.Helper()
		require.NoError(t, err)
		var d []string
		for _, s := range all {
			d = append(d, s.Dir)
		}
		return d
	}
	require.Equal(t, []string{second.Dir, first.Dir}, dirs(Find(top, start.Add(5*time.Minute))))
	require.Equal(t, []string{second.Dir}, dirs(Find(top, start.Add(61*time.Minute))))
	require.Empty(t, dirs(Find(top, start.Add(62*time.Minute))))
	require.Equal(t, []string{spent.Dir, old.Dir}, dirs(Expired(top, start.Add(5*time.Minute))))

	path := filepath.Join(second.Dir, sessionFile)
	require.NoError(t, os.WriteFile(path, []byte("{"), 0o644))
	found, err = Find(top, start.Add(5*time.Minute))
	require.ErrorContains(t, err, path)
	require.Len(t, found, 1, "the sound one comes back all the same")
	require.FileExists(t, path, "looking moves nothing")
}

func TestOf(t *testing.T) {
	s, _ := laidOut(t)
	for dir, want := range map[string]bool{
		s.Dir: true,
		filepath.Join(s.Dir, "exercises", "205_pipeline"): true,
		filepath.Join(s.Dir, "not", "there", "yet"):       true,
		filepath.Dir(s.Dir):                               false,
		t.TempDir():                                       false,
	} {
		folder, ok := Of(dir)
		require.Equal(t, want, ok, dir)
		if ok {
			require.Equal(t, s.Dir, folder)
		}
	}
	link := filepath.Join(t.TempDir(), "link")
	require.NoError(t, os.Symlink(filepath.Join(s.Dir, "exercises"), link))
	folder, ok := Of(link)
	require.True(t, ok)
	real, err := filepath.EvalSymlinks(s.Dir)
	require.NoError(t, err)
	require.Equal(t, real, folder)

	t.Chdir(filepath.Join(s.Dir, "exercises"))
	folder, ok = Of(".")
	require.True(t, ok)
	require.True(t, folder == s.Dir || folder == real)

	for content, want := range map[string]bool{
		`{"schema":"racekata/interview/v2"}`:  true,
		`{"schema":"racekata/interview/v1",`:  true,
		`{"schema":"acme/session/v1"}`:        false,
		`{"about":"racekata/interview/v1"}`:   false,
		`[`:                                   false,
		`{"schema":"racekata/interviewer/1"}`: false,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(s.Dir, sessionFile), []byte(content), 0o644))
		_, ok := Of(s.Dir)
		require.Equal(t, want, ok, content)
	}
}
