package schedule_test

import (
	"bytes"
	"go/build"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/schedule"
)

// TestRealPackages runs other people's tests on other people's code, both with
// hooks: silent, and under one profile each.
func TestRealPackages(t *testing.T) {
	if testing.Short() {
		t.Skip("a minute of compiling and running; -short is for the loop of edit and test")
	}
	s := newScratch(t, "1.26")
	for _, p := range []struct {
		path    string
		profile string
		needs   []string // what it imports of its own module, rewritten too
	}{
		{path: "container/heap", profile: "heavy:1"},
		{path: "container/list", profile: "heavy:2"},
		{path: "container/ring", profile: "heavy:3"},
		{path: "encoding/csv", profile: "light:4"},
		{path: "encoding/hex", profile: "light:5"},
		{path: "html", profile: "pauses:6"},
		{path: "net/rpc", profile: "pauses:7"},
		{path: "net/textproto", profile: "pauses:8"},
		{path: "text/scanner", profile: "heavy:9"},
		{path: "text/tabwriter", profile: "heavy:10"},
		{path: "text/template/parse", profile: "starve:11"},
		{path: "golang.org/x/sync/errgroup", profile: "sites:12"},
		{path: "golang.org/x/sync/singleflight", profile: "starve:14"},
		{path: "golang.org/x/sync/syncmap", profile: "heavy:15"},
		{path: "github.com/pelletier/go-toml/v2/unstable", profile: "light:16", needs: []string{
			"github.com/pelletier/go-toml/v2/internal/assert",
			"github.com/pelletier/go-toml/v2/internal/parserbridge",
			"github.com/pelletier/go-toml/v2/internal/tracker",
		}},
	} {
		t.Run(p.path, func(t *testing.T) {
			paths := append(p.needs, p.path)
			sites := 0
			for _, path := range paths {
				sites += s.copyPackage(t, path, paths)
			}
			require.NotZero(t, sites)
			binary := s.build(t, "copy/"+p.path)
			for _, value := range []string{"none", p.profile} {
				cmd := s.command(t, value, binary, "-test.short", "-test.timeout=60s")
				cmd.Dir = filepath.Join(s.dir, "copy", p.path)
				out, err := cmd.CombinedOutput()
				require.NoError(t, err, "%s: %s", value, out)
			}
		})
	}
}

// copyPackage copies a package with its tests into the scratch module, lets
// it import the copies of some packages instead of them, and hooks into it.
func (s scratch) copyPackage(t *testing.T, path string, copied []string) (sites int) {
	t.Helper()
	dir := "copy/" + path
	if _, err := os.Stat(filepath.Join(s.dir, dir)); err == nil {
		return 0 // another package needs it too
	}
	source := filepath.Join(build.Default.GOROOT, "src", path)
	if _, err := os.Stat(source); err != nil {
		list := exec.Command("go", "list", "-f", "{{.Dir}}", path)
		out, err := list.Output()
		require.NoError(t, err, "%s is a dependency of this module", path)
		source = strings.TrimSpace(string(out))
	}
	require.NoError(t, filepath.WalkDir(source, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(source, file)
		if err != nil || name == "." {
			return err
		}
		data := strings.HasPrefix(name, "testdata")
		if d.IsDir() && !data {
			return fs.SkipDir
		}
		if d.IsDir() || !data && !strings.HasSuffix(name, ".go") {
			return nil
		}
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for _, path := range copied {
			src = bytes.ReplaceAll(src, []byte(strconv.Quote(path)), []byte(strconv.Quote("scratch/copy/"+path)))
		}
		s.write(t, filepath.Join(dir, name), string(src))
		return nil
	}))
	return len(s.rewrite(t, dir, schedule.Options{Tests: true}))
}

// TestOldModule: a module from before generics, with a build constraint in the
// form of its time.
func TestOldModule(t *testing.T) {
	s := newScratch(t, "1.13")
	const bom = "\ufeffpackage old\n\nfunc bom(c chan int) int { return <-c }\n"
	const source = `// +build !never
// +build linux darwin

// Package old is documented.
package old

import (
	"runtime"
	"sync/atomic"
)

func Where() int { _, _, line, _ := runtime.Caller(0); return line }

func Bump(n *int32) bool { return atomic.LoadInt32(n) < 1 && atomic.AddInt32(n, 1) > 0 }

// Loop gives the functions of a loop whose variable is one for all rounds, as
// it was before go1.22.
func Loop() (fs []func() int) {
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { return i })
	}
	return fs
}
`
	const test = `package old

import "testing"

func Test(t *testing.T) {
	n := int32(0)
	if !Bump(&n) || Bump(&n) {
		t.Fatal(n)
	}
	for _, f := range Loop() {
		if f() != 3 {
			t.Fatal("the loop has a variable a round")
		}
	}
	if Where() != 12 {
		t.Fatal("Where stands in line 12", Where())
	}
}
`
	s.write(t, "old/old.go", source)
	s.write(t, "old/never.go", "// +build never\n\npackage old\n\nfunc f() { syntax }\n")
	s.write(t, "old/bom.go", bom)
	s.write(t, "old/both.go", "//go:build !never\n// +build !never\n\npackage old\n\nfunc both(c chan int) int { return <-c }\n")
	s.rewrite(t, "old", schedule.Options{GoVersion: "go1.13"})
	read := func(name string) string {
		src, err := os.ReadFile(filepath.Join(s.dir, "old", name))
		require.NoError(t, err)
		return string(src)
	}
	require.True(t, strings.HasPrefix(read("old.go"), "//go:build ("), read("old.go"))
	require.True(t, strings.HasPrefix(read("never.go"), "//go:build (never) && go1.21\n"), read("never.go"))
	require.True(t, strings.HasPrefix(read("both.go"), "//go:build (!never) && go1.21\n// +build"), read("both.go"))
	s.write(t, "old/old_test.go", test)
	out, err := s.command(t, "pauses:1", "go", "test", "-vet=off", "./old").CombinedOutput()
	require.NoError(t, err, "%s", out)

	// Lines and columns survive the line that is put on top.
	require.Subset(t, dump(t, "old.go", []byte(read("old.go")), true), dump(t, "old.go", []byte(source), false))
	require.Subset(t, dump(t, "bom.go", []byte(read("bom.go")), true), dump(t, "bom.go", []byte(bom), false))
}
