package candidate

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	p := filepath.Join(dir, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(p), 0o755))
	require.NoError(t, os.WriteFile(p, []byte(content), 0o644))
}

func names(c Candidate) []string {
	var all []string
	for _, f := range c.Files {
		all = append(all, f.Name)
	}
	return all
}

func reasons(c Candidate) map[string]Reason {
	m := map[string]Reason{}
	for _, l := range c.LeftOut {
		m[l.Name] = l.Reason
	}
	return m
}

func TestFromFolderKeepsGoFilesAndNamesTheRest(t *testing.T) {
	dir := t.TempDir()
	outside := t.TempDir()
	write(t, outside, "secret.go", "package secret")
	for _, name := range []string{
		"counter.go", "counter (1).go", "größe.go", "CAPS.go", "v1.2.go",
		"README.md", "Makefile", "notes.txt", ".gitignore", ".git/config", "demo/main.go",
		"counter_test.go", "_draft.go", ".hidden.go", "a:3:4.go", "-x.go", "two\nlines.go", "bell\a.go", "right\u202eleft.go",
		"x.s", "y.S", "x.syso", "x.c", "x.h", "x.cpp", "x.f90", "x.o", "x.a", "_x.c",
		"go.mod", "go.work", "testdata/x.go", "pkg.go/x.go",
	} {
		write(t, dir, name, "package counter\n")
	}
	badUTF8 := os.WriteFile(filepath.Join(dir, "bad\xff.go"), nil, 0o644) == nil // macOS refuses such names
	require.NoError(t, os.Symlink(filepath.Join(outside, "secret.go"), filepath.Join(dir, "linked.go")))
	require.NoError(t, os.Symlink("counter.go", filepath.Join(dir, "inner.go")))
	require.NoError(t, os.Symlink("nowhere", filepath.Join(dir, "dangling.go")))
	require.NoError(t, os.Symlink(outside, filepath.Join(dir, "elsewhere")))
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "pipe.go"), 0o644))

	c, err := FromFolder(dir)
	require.NoError(t, err)
	require.Equal(t, dir, c.Origin)
	require.Equal(t, []string{"CAPS.go", "counter (1).go", "counter.go", "größe.go", "v1.2.go"}, names(c))
	f, ok := c.File("counter.go")
	require.True(t, ok)
	require.Equal(t, filepath.Join(dir, "counter.go"), f.Path)
	require.Equal(t, "package counter\n", string(f.Content))
	_, ok = c.File("linked.go")
	require.False(t, ok)
	require.Len(t, c.Map(), 5)

	want := map[string]Reason{
		"counter_test.go": Test,
		"_draft.go":       Ignored, ".hidden.go": Ignored,
		"a:3:4.go": BadName, "-x.go": BadName, "two\nlines.go": BadName, "bell\a.go": BadName, "right\u202eleft.go": BadName,
		"x.s": Assembly, "y.S": Assembly, "x.syso": Assembly,
		"x.c": CSource, "x.h": CSource, "x.cpp": CSource, "x.f90": CSource,
		"x.o": Object, "x.a": Object,
		"go.mod": ModuleFile, "go.work": ModuleFile,
		"testdata": Folder, "pkg.go": Folder,
		"linked.go": Link, "inner.go": Link, "dangling.go": Link, "elsewhere": Link,
		"pipe.go": Special,
	}
	if badUTF8 {
		want["bad\xff.go"] = BadName
	}
	require.Equal(t, want, reasons(c))
	for _, l := range c.LeftOut {
		require.NotContains(t, l.String(), "\n")
		require.NotContains(t, l.String(), "\a")
		if l.Name == "two\nlines.go" {
			require.True(t, l.IsGo())
			require.Contains(t, l.Path, `two\nlines.go"`)
		}
	}
}

func TestFolderMayBeALink(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "real/a.go", "package a")
	link := filepath.Join(dir, "link")
	require.NoError(t, os.Symlink("real", link))
	c, err := FromFolder(link)
	require.NoError(t, err)
	require.Equal(t, []string{"a.go"}, names(c))
	require.Equal(t, filepath.Join(link, "a.go"), c.Files[0].Path)
}

func TestFolderProblems(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "file.go", "package a")
	write(t, dir, "empty/README.md", "hello")
	write(t, dir, "tests/a_test.go", "package a")
	require.NoError(t, os.Symlink("nowhere", filepath.Join(dir, "dangling")))
	fsys := os.DirFS(dir)

	for _, tc := range []struct {
		name string
		want error
	}{
		{"missing", ErrNoFolder},
		{"dangling", ErrNoFolder},
		{"file.go", ErrNotFolder},
		{"empty", ErrNoGoFile},
		{"tests", ErrNoGoFile},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := FromFolder(filepath.Join(dir, tc.name))
			require.ErrorIs(t, err, tc.want)
			var typed *Error
			require.ErrorAs(t, err, &typed)
			require.Equal(t, filepath.Join(dir, tc.name), typed.Folder)
			require.Contains(t, err.Error(), typed.Folder)

			_, err = FromFS(fsys, tc.name)
			require.ErrorIs(t, err, tc.want)
		})
	}
	_, err := FromFolder(filepath.Join(dir, "file.go", "below"))
	require.ErrorIs(t, err, ErrNoFolder)

	c, err := FromFolder(filepath.Join(dir, "tests"))
	require.ErrorIs(t, err, ErrNoGoFile)
	require.Equal(t, map[string]Reason{"a_test.go": Test}, reasons(c), "says what was there all the same")

	_, err = FromFiles(nil)
	require.ErrorIs(t, err, ErrNoGoFile)
	require.EqualError(t, err, "read candidate: there is no Go file to judge")
}

// brokenDisk fails to open one file.
type brokenDisk struct {
	fstest.MapFS
	name string
}

func (d brokenDisk) Open(name string) (fs.File, error) {
	if name == d.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.EIO}
	}
	return d.MapFS.Open(name)
}

func TestFileCannotBeRead(t *testing.T) {
	fsys := brokenDisk{fstest.MapFS{"a.go": {}, "b.go": {}}, "b.go"}
	c, err := FromFS(fsys, ".")
	require.NoError(t, err)
	require.Equal(t, []string{"a.go"}, names(c))
	require.Equal(t, map[string]Reason{"b.go": Unreadable}, reasons(c))
}

func TestNoPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root reads everything")
	}
	dir := t.TempDir()
	write(t, dir, "a.go", "package a")
	write(t, dir, "b.go", "package a")
	require.NoError(t, os.Chmod(filepath.Join(dir, "b.go"), 0))
	c, err := FromFolder(dir)
	require.NoError(t, err)
	require.Equal(t, []string{"a.go"}, names(c))
	require.Equal(t, map[string]Reason{"b.go": Unreadable}, reasons(c))

	require.NoError(t, os.Chmod(dir, 0))
	t.Cleanup(func() { require.NoError(t, os.Chmod(dir, 0o755)) })
	_, err = FromFolder(dir)
	require.ErrorIs(t, err, fs.ErrPermission)
}

// A pipe that takes a file's place after the folder was listed must neither
// hold the grader nor be read.
func TestReplacedByAPipe(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "a.go"), 0o644))
	root, err := os.OpenRoot(dir)
	require.NoError(t, err)
	defer root.Close()
	_, why := readFile(openIn(root), "a.go")
	require.Equal(t, Special, why)
}

func TestLimits(t *testing.T) {
	files := map[string][]byte{}
	for i := range MaxFiles + 2 {
		files[fmt.Sprintf("f%03d.go", i)] = []byte("package a")
	}
	c, err := FromFiles(files)
	require.NoError(t, err)
	require.Len(t, c.Files, MaxFiles)
	require.Equal(t, map[string]Reason{"f200.go": TooMany, "f201.go": TooMany}, reasons(c))

	full := bytes.Repeat([]byte("/"), MaxFileBytes)
	dir := t.TempDir()
	files = map[string][]byte{}
	for _, name := range []string{"a.go", "b.go", "c.go", "d.go", "e.go"} {
		files[name] = full
		write(t, dir, name, string(full))
	}
	files["0.go"] = append(full[:len(full):len(full)], '/')
	write(t, dir, "0.go", string(files["0.go"]))
	want := map[string]Reason{"0.go": TooLarge, "e.go": TooMuch}
	c, err = FromFiles(files)
	require.NoError(t, err)
	require.Equal(t, want, reasons(c))
	fromFolder, err := FromFolder(dir)
	require.NoError(t, err)
	require.Equal(t, want, reasons(fromFolder))
	require.Equal(t, c.Hash(), fromFolder.Hash())
}

func TestFromFS(t *testing.T) {
	fsys := fstest.MapFS{
		"x/starter/counter.go":      {Data: []byte("package counter")},
		"x/starter/counter_test.go": {Data: []byte("package counter")},
		"x/starter/demo/main.go":    {Data: []byte("package main")},
		"x/starter/link.go":         {Mode: fs.ModeSymlink, Data: []byte("counter.go")},
	}
	c, err := FromFS(fsys, "x/starter")
	require.NoError(t, err)
	require.Equal(t, []string{"counter.go"}, names(c))
	require.Equal(t, "x/starter/counter.go", c.Files[0].Path)
	require.Equal(t, map[string]Reason{"counter_test.go": Test, "link.go": Link}, reasons(c))

	sub, err := fs.Sub(fsys, "x/starter")
	require.NoError(t, err)
	top, err := FromFS(sub, ".")
	require.NoError(t, err)
	require.Equal(t, "counter.go", top.Files[0].Path)
	require.Equal(t, c.Hash(), top.Hash())
}

func TestFromFilesCopies(t *testing.T) {
	src := []byte("package a")
	c, err := FromFiles(map[string][]byte{"a.go": src, "sub/b.go": src, "b_test.go": src})
	require.NoError(t, err)
	src[0] = 'X'
	require.Equal(t, "package a", string(c.Files[0].Content))
	require.Equal(t, map[string]Reason{"sub/b.go": BadName, "b_test.go": Test}, reasons(c))
}

func TestHash(t *testing.T) {
	hash := func(files map[string]string) string {
		m := map[string][]byte{}
		for name, s := range files {
			m[name] = []byte(s)
		}
		c, err := FromFiles(m)
		require.NoError(t, err)
		return c.Hash()
	}
	base := hash(map[string]string{"a.go": "x", "b.go": "y"})
	// Pinned: reports and classroom records compare hashes across versions.
	require.Equal(t, "d2509fe4ecac55afba3fa9c19d9d9406e3131a707364a99c27fbb2882438d8b2", base)
	require.Equal(t, base, hash(map[string]string{"b.go": "y", "a.go": "x", "README.md": "z", "c_test.go": "z"}))
	require.NotEqual(t, base, hash(map[string]string{"a.go": "y", "b.go": "x"}))
	require.NotEqual(t, base, hash(map[string]string{"a.go": "xb.goy"}))
	require.NotEqual(t, base, hash(map[string]string{"a.go": "x", "c.go": "y"}))
}

func TestFromFolderWritesNothing(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.go", "package a")
	list := func() string {
		var b strings.Builder
		require.NoError(t, filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			fmt.Fprintln(&b, p, info.Mode(), info.Size(), info.ModTime().UnixNano())
			return nil
		}))
		return b.String()
	}
	before := list()
	_, err := FromFolder(dir)
	require.NoError(t, err)
	require.Equal(t, before, list())
}
