package workspace

import (
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/finding"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	tally = `package tally

func Add(a, b int) int { return a + b }
`
	hidden = `package tally_test

import (
	"testing"

	"racekata/grader/kit"
	tally "racekata/solutions/101_tally"
)

func TestMain(m *testing.M) { kit.Main(m) }

func TestAdd(t *testing.T) {
	k := kit.Begin(t)
	if got := tally.Add(1, 2); got != 3 {
		k.Errorf("1 and 2 make %d", got)
	}
}
`
	manifest = `title = "Tally"
pillar = "correctness"
level = 1
concepts = ["sums"]
[[check]]
name = "sums"
points = 10
tests = ["TestAdd"]
`
)

// kitFiles is the kit's folder.
func kitFiles() fs.FS { return os.DirFS("../../kit") }

func catalogue(t *testing.T) exercise.Catalogue {
	t.Helper()
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	c, err := exercise.Load(fstest.MapFS{
		"101_tally/tally.go":      file(tally),
		"101_tally/tally_test.go": file(hidden),
		"101_tally/exercise.toml": file(manifest),
	})
	require.NoError(t, err)
	return c
}

func open(t *testing.T, cache string) (*Workspace, *exercise.Exercise) {
	t.Helper()
	c := catalogue(t)
	w, err := Open(cache, kitFiles(), c)
	require.NoError(t, err)
	return w, c[0]
}

// build compiles a candidate.
func (w *Workspace) build(t *testing.T, e *exercise.Exercise, files map[string]string) (*Build, error) {
	t.Helper()
	tmp := t.TempDir()
	source := map[string][]byte{}
	for name, src := range files {
		source[name] = []byte(src)
	}
	overlay, err := w.Overlay(tmp, "source", e, source)
	require.NoError(t, err)
	return w.Build(t.Context(), tmp, overlay, e)
}

// requireRuns runs the compiled tests, which must pass.
func requireRuns(t *testing.T, b *Build) {
	t.Helper()
	cmd := exec.Command(b.Binary, "-test.v")
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Contains(t, string(out), "--- PASS: TestAdd")
}

func TestLayout(t *testing.T) {
	files, err := layout(kitFiles(), catalogue(t))
	require.NoError(t, err)
	for name := range files {
		ok := name == "go.mod" || name == "exercises/101_tally/tally_test.go" ||
			strings.HasPrefix(name, "vendor/") ||
			strings.HasPrefix(name, "grader/kit/") && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go")
		require.True(t, ok, "%s is not for the workspace", name)
		require.NotContains(t, name, "testdata")
	}
	for _, name := range []string{
		"vendor/modules.txt", "vendor/go.uber.org/goleak/LICENSE", "vendor/go.uber.org/goleak/leaks.go",
		"vendor/go.uber.org/goleak/internal/stack/stacks.go", "grader/kit/begin.go", "grader/kit/hook/hook.go",
	} {
		require.Contains(t, files, name)
	}
	total := 0
	for _, src := range files {
		total += len(src)
	}
	require.Less(t, total, 300<<10)
}

func TestRetarget(t *testing.T) {
	e := &exercise.Exercise{ID: "101_tally"}
	for in, want := range map[string]string{
		`tally "racekata/solutions/101_tally"`:  `tally "racekata/exercises/101_tally"`,
		"tally `racekata/solutions/101_tally`":  "tally `racekata/exercises/101_tally`",
		`"racekata/solutions/101_tally_again"`:  `"racekata/solutions/101_tally_again"`,
		`"racekata/solutions/102_other"`:        `"racekata/solutions/102_other"`,
		`// see racekata/solutions/101_tally`:   `// see racekata/solutions/101_tally`,
		`"racekata/grader/kit"`:                 `"racekata/grader/kit"`,
		`"racekata/solutions/101_tally/deeper"`: `"racekata/solutions/101_tally/deeper"`,
	} {
		got := string(retarget([]byte(in), e))
		require.Equal(t, want, got)
		require.Len(t, got, len(in), "columns hold")
	}
}

// The vendored goleak is the one that go.mod names.
func TestGoleakIsTheOneOfGoMod(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Version}} {{.Dir}}", "go.uber.org/goleak").Output()
	require.NoError(t, err)
	version, dir, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	require.Contains(t, goMod, "require go.uber.org/goleak "+version+"\n")
	modules, err := vendored.ReadFile("_vendor/modules.txt")
	require.NoError(t, err)
	require.Contains(t, string(modules), "# go.uber.org/goleak "+version+"\n")

	const root = "_vendor/go.uber.org/goleak"
	have := map[string]bool{}
	require.NoError(t, fs.WalkDir(vendored, root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel := strings.TrimPrefix(name, root+"/")
		have[rel] = true
		ours, err := vendored.ReadFile(name)
		require.NoError(t, err)
		theirs, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(rel)))
		require.NoError(t, err)
		require.Equal(t, string(theirs), string(ours), rel)
		return nil
	}))
	// And nothing that compiles is missing.
	for _, pkg := range []string{".", "internal/stack"} {
		entries, err := os.ReadDir(filepath.Join(dir, pkg))
		require.NoError(t, err)
		for _, entry := range entries {
			name := entry.Name()
			if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
				require.True(t, have[filepath.ToSlash(filepath.Join(pkg, name))], "%s/%s is not vendored", pkg, name)
			}
		}
	}
	require.True(t, have["LICENSE"])
}

func TestOpen(t *testing.T) {
	cache := filepath.Join(t.TempDir(), "deep", "cache")
	w, _ := open(t, cache)
	files, err := layout(kitFiles(), catalogue(t))
	require.NoError(t, err)
	requireWhole := func() {
		t.Helper()
		require.True(t, intact(w.Dir, files))
		left, err := filepath.Glob(filepath.Join(cache, "draft-*"))
		require.NoError(t, err)
		require.Empty(t, left)
	}
	requireWhole()
	before, err := os.Stat(w.Dir)
	require.NoError(t, err)
	again, _ := open(t, cache)
	require.Equal(t, w.Dir, again.Dir)
	after, err := os.Stat(w.Dir)
	require.NoError(t, err)
	require.True(t, os.SameFile(before, after), "it is written once")

	// A program that clears caches took some of it, somebody left a file, or
	// edited one.
	for name, damage := range map[string]func(dir string) error{
		"go.mod is gone":   func(dir string) error { return os.Remove(filepath.Join(dir, "go.mod")) },
		"a folder is gone": func(dir string) error { return os.RemoveAll(filepath.Join(dir, "vendor")) },
		"only a folder":    func(dir string) error { return os.RemoveAll(filepath.Join(dir, "grader/kit/begin.go")) },
		"one file more": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "exercises/101_tally/x.go"), nil, 0o644)
		},
		"a file was edited": func(dir string) error { return os.WriteFile(filepath.Join(dir, "grader/kit/begin.go"), nil, 0o644) },
		"a link for a file": func(dir string) error {
			p := filepath.Join(dir, "go.mod")
			os.Remove(p)
			return os.Symlink("/dev/null", p)
		},
		"a file for all":     func(dir string) error { os.RemoveAll(dir); return os.WriteFile(dir, nil, 0o644) },
		"all of it is empty": func(dir string) error { os.RemoveAll(dir); return os.Mkdir(dir, 0o755) },
	} {
		require.NoError(t, damage(w.Dir), name)
		require.False(t, intact(w.Dir, files), name)
		again, _ := open(t, cache)
		require.Equal(t, w.Dir, again.Dir, name)
		requireWhole()
	}
}

// The cache may be reached through a link; paths in messages are real ones.
func TestOpenThroughALink(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "real"), 0o755))
	require.NoError(t, os.Symlink(filepath.Join(dir, "real"), filepath.Join(dir, "link")))
	w, _ := open(t, filepath.Join(dir, "link"))
	real, err := filepath.EvalSymlinks(filepath.Join(dir, "real"))
	require.NoError(t, err)
	require.Equal(t, real, filepath.Dir(w.Dir))
}

func TestBuildWithoutGo(t *testing.T) {
	w, e := open(t, t.TempDir())
	t.Setenv("PATH", t.TempDir())
	_, err := w.build(t, e, map[string]string{"tally.go": tally})
	require.ErrorAs(t, err, new(*EnvironmentError))
	require.ErrorContains(t, err, "the go command was not found; install Go 1.26 or newer")
}

func TestOpenWhereAFileIsInTheWay(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	_, err := Open(file, kitFiles(), catalogue(t))
	require.ErrorAs(t, err, new(*EnvironmentError))
	require.ErrorContains(t, err, "RACEKATA_CACHE")
}

// Two at once, as two processes would: neither sees half a workspace, and both
// builds are good.
func TestTwoAtOnce(t *testing.T) {
	cache := t.TempDir()
	c := catalogue(t)
	start := make(chan struct{})
	var wg sync.WaitGroup
	builds := make(chan *Build, 2)
	opened := make(chan string, 16)
	for i := range 16 {
		tmp := t.TempDir()
		wg.Go(func() {
			<-start
			w, err := Open(cache, kitFiles(), c)
			if err != nil {
				t.Error(err)
				return
			}
			opened <- w.Dir
			if i >= 2 {
				return
			}
			overlay, err := w.Overlay(tmp, "source", c[0], map[string][]byte{"tally.go": []byte(tally)})
			if err != nil {
				t.Error(err)
				return
			}
			b, err := w.Build(context.Background(), tmp, overlay, c[0])
			if err != nil {
				t.Error(err)
				return
			}
			builds <- b
		})
	}
	close(start)
	wg.Wait()
	close(builds)
	close(opened)
	require.Len(t, builds, 2)
	for b := range builds {
		requireRuns(t, b)
	}
	first := <-opened
	for dir := range opened {
		require.Equal(t, first, dir)
	}
	entries, err := os.ReadDir(cache)
	require.NoError(t, err)
	require.Len(t, entries, 1, "one workspace and nothing else")
}

// The user's settings have no say, and the module cache is empty.
func TestBuildInAStrangeEnvironment(t *testing.T) {
	goCache, err := exec.Command("go", "env", "GOCACHE").Output()
	require.NoError(t, err)
	empty := t.TempDir()
	for name, value := range map[string]string{
		"GOCACHE": strings.TrimSpace(string(goCache)), "HOME": empty, "GOPATH": empty, "GOMODCACHE": filepath.Join(empty, "mod"),
		"GOFLAGS": "-mod=mod -race=false", "GOWORK": "/garbage/go.work", "GOPROXY": "http://localhost:1", "GOTOOLCHAIN": "go1.99",
		"GO111MODULE": "off", "GOOS": "plan9", "CGO_ENABLED": "0", "GOEXPERIMENT": "garbage", "GOENV": "/garbage", "GODEBUG": "garbage=1",
	} {
		t.Setenv(name, value)
	}
	w, e := open(t, t.TempDir())
	b, err := w.build(t, e, map[string]string{"tally.go": tally})
	require.NoError(t, err)
	require.Positive(t, b.Took)
	require.NoDirExists(t, filepath.Join(empty, "mod"))
	for _, name := range []string{"GOOS", "GODEBUG"} {
		require.NoError(t, os.Unsetenv(name))
	}
	requireRuns(t, b)
}

func TestCompileErrors(t *testing.T) {
	w, e := open(t, t.TempDir())
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"type error":       {map[string]string{"tally.go": "package tally\n\nfunc Add(a, b int) int { return \"no space left on device\" }\n"}, "exercises/101_tally/tally.go:3:33: "},
		"syntax error":     {map[string]string{"tally.go": "package tally\n\nfunc Add(a, b int) int {\n"}, "exercises/101_tally/tally.go:4:1: syntax error"},
		"missing":          {map[string]string{"tally.go": "package tally\n"}, "exercises/101_tally/tally_test.go:14:18: undefined: tally.Add"},
		"another type":     {map[string]string{"tally.go": "package tally\n\nfunc Add(a, b string) int { return 0 }\n"}, "exercises/101_tally/tally_test.go:14:22: "},
		"two files":        {map[string]string{"tally.go": tally, "more.go": "package tally\n\nvar x int = nil\n"}, "exercises/101_tally/more.go:3:13: "},
		"two packages":     {map[string]string{"tally.go": tally, "more.go": "package more\n"}, "found packages "},
		"unknown package":  {map[string]string{"tally.go": "package tally\n\nimport _ \"no/such\"\n"}, "exercises/101_tally/tally.go:3:8: "},
		"no such module":   {map[string]string{"tally.go": "package tally\n\nimport _ \"example.com/permission/denied\"\n"}, "exercises/101_tally/tally.go:3:8: "},
		"empty":            {map[string]string{"tally.go": ""}, "exercises/101_tally/tally.go:1:1: "},
		"no file":          {nil, "no non-test Go files"},
		"imports itself":   {map[string]string{"tally.go": "package tally\n\nimport _ \"racekata/exercises/101_tally\"\n"}, "import cycle not allowed"},
		"no function body": {map[string]string{"tally.go": "package tally\n\nfunc Add(a, b int) int\n"}, "exercises/101_tally/tally.go:3:6: missing function body"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.build(t, e, c.files)
			var compile *CompileError
			require.ErrorAs(t, err, &compile)
			require.Contains(t, compile.Output, c.want)
			require.Contains(t, compile.Error(), "the candidate does not compile:\n")
		})
	}
}

func TestVet(t *testing.T) {
	w, e := open(t, t.TempDir())
	tmp := t.TempDir()
	overlay, err := w.Overlay(tmp, "source", e, map[string][]byte{"tally.go": []byte("package tally\n\nimport \"sync\"\n\nfunc Add(a, b int) int { return a + b }\n\nfunc Copy(mu sync.Mutex) {}\n")})
	require.NoError(t, err)
	out, err := w.Vet(t.Context(), tmp, overlay, e)
	require.NoError(t, err)
	require.Contains(t, out, "exercises/101_tally/tally.go:7:14: Copy passes lock by value: sync.Mutex")

	overlay, err = w.Overlay(tmp, "clean", e, map[string][]byte{"tally.go": []byte(tally)})
	require.NoError(t, err)
	out, err = w.Vet(t.Context(), tmp, overlay, e)
	require.NoError(t, err)
	require.Empty(t, out)
}

func TestBuildIsCancelled(t *testing.T) {
	w, e := open(t, t.TempDir())
	tmp := t.TempDir()
	overlay, err := w.Overlay(tmp, "source", e, map[string][]byte{"tally.go": []byte(tally)})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = w.Build(ctx, tmp, overlay, e)
	require.ErrorIs(t, err, context.Canceled)
}

func TestNoteStandardLibrary(t *testing.T) {
	cache := t.TempDir()
	w, _ := open(t, cache)
	require.False(t, w.StandardLibraryIsBuilt())
	w.NoteStandardLibrary()
	require.True(t, w.StandardLibraryIsBuilt())
	again, _ := open(t, cache)
	require.True(t, again.StandardLibraryIsBuilt())
	t.Setenv("GOCACHE", t.TempDir())
	require.False(t, w.StandardLibraryIsBuilt(), "another build cache")
	t.Setenv("GOCACHE", "")
	t.Setenv("PATH", t.TempDir())
	require.False(t, w.StandardLibraryIsBuilt(), "another go command")
}

func TestLocalizer(t *testing.T) {
	w, e := open(t, t.TempDir())
	local := w.Localizer(e, "exercises/101_tally")
	elsewhere := w.Localizer(e, "/home/me/work")
	for _, c := range []struct {
		in, want string
		origin   finding.Origin
	}{
		{filepath.Join(w.Dir, "exercises/101_tally/tally.go"), "exercises/101_tally/tally.go", finding.Candidate},
		{"exercises/101_tally/tally.go", "exercises/101_tally/tally.go", finding.Candidate},
		{"./exercises/101_tally/tally.go", "exercises/101_tally/tally.go", finding.Candidate},
		{filepath.Join(w.Dir, "exercises/101_tally/tally_test.go"), "the hidden test tally_test.go", finding.Hidden},
		{filepath.Join(w.Dir, "exercises/101_tally_again/tally.go"), "exercises/101_tally_again/tally.go", finding.Hidden},
		{filepath.Join(w.Dir, "grader/kit/begin.go"), "grader/kit/begin.go", finding.Hidden},
		{filepath.Join(w.Dir, "vendor/go.uber.org/goleak/leaks.go"), "vendor/go.uber.org/goleak/leaks.go", finding.Hidden},
		{"/usr/local/go/src/sync/mutex.go", "/usr/local/go/src/sync/mutex.go", finding.Library},
		{filepath.Join(w.Dir, "grader/kit/hook/hook.go"), filepath.Join(w.Dir, "grader/kit/hook/hook.go"), finding.Library},
		{w.Dir + "-other/x.go", w.Dir + "-other/x.go", finding.Library},
	} {
		got, origin := local(c.in)
		require.Equal(t, c.want, got)
		require.Equal(t, c.origin, origin, c.in)
	}
	got, origin := elsewhere(filepath.Join(w.Dir, "exercises/101_tally/tally.go"))
	require.Equal(t, "/home/me/work/tally.go", got)
	require.Equal(t, finding.Candidate, origin)
}

// What the real tools write is what the Localizer knows: a stack of the
// compiled program names the candidate's file in the workspace, where it has
// never been.
func TestStacksNameTheCandidate(t *testing.T) {
	w, e := open(t, t.TempDir())
	b, err := w.build(t, e, map[string]string{"tally.go": "package tally\n\nfunc Add(a, b int) int {\n\tpanic(a)\n}\n"})
	require.NoError(t, err)
	out, err := exec.Command(b.Binary).CombinedOutput()
	require.Error(t, err)
	own := filepath.Join(w.Dir, "exercises/101_tally/tally.go")
	require.Contains(t, string(out), own+":4")
	shown, origin := w.Localizer(e, "mine")(own)
	require.Equal(t, "mine/tally.go", shown)
	require.Equal(t, finding.Candidate, origin)
	require.NoFileExists(t, own)
}

func TestCacheThatMayNotBeWritten(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere; TestCacheOnAReadOnlyDisk stands in")
	}
	dir := t.TempDir()
	require.NoError(t, os.Chmod(dir, 0o555))
	_, err := Open(dir, kitFiles(), catalogue(t))
	require.ErrorAs(t, err, new(*EnvironmentError))
	require.ErrorContains(t, err, "cannot be written")
}

// The policy refuses such arrays; what slips through it meets the limit.
func TestProgramThatIsTooLarge(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux can limit the files of another process")
	}
	w, e := open(t, t.TempDir())
	_, err := w.build(t, e, map[string]string{"tally.go": tally + "\nvar Large = [300 << 20]byte{300<<20 - 1: 1}\n"})
	var limit *LimitError
	require.ErrorAs(t, err, &limit)
	require.ErrorContains(t, err, "larger than 256 MiB")
}

func TestOldWorkspacesAreRemoved(t *testing.T) {
	cache := t.TempDir()
	old, young := filepath.Join(cache, "workspace-000000000000"), filepath.Join(cache, "workspace-111111111111")
	other := filepath.Join(cache, "exams")
	for _, dir := range []string{old, young, other} {
		require.NoError(t, os.Mkdir(dir, 0o755))
	}
	long := time.Now().Add(-unused - time.Hour)
	require.NoError(t, os.Chtimes(old, long, long))
	require.NoError(t, os.Chtimes(other, long, long))
	prune(cache)
	require.NoDirExists(t, old)
	require.DirExists(t, young)
	require.DirExists(t, other)
}
