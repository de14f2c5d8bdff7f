package workspace

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"racekata/grader/internal/exercise"
)

// vendored is goleak as a vendor folder. A test holds it equal to go.mod's
// version; `make vendor-goleak` renews it.
//
//go:embed all:_vendor
var vendored embed.FS

// goVersion is the language version of the workspace's module, and with it
// the oldest Go that can build it.
const goVersion = "1.26"

const goMod = `module racekata

go ` + goVersion + `

require go.uber.org/goleak v1.3.0
`

// module is the module path in the repository and in the workspace.
const module = "racekata"

// layout returns every file of the workspace, by slash-separated path.
func layout(kit fs.FS, catalogue exercise.Catalogue) (map[string][]byte, error) {
	files := map[string][]byte{"go.mod": []byte(goMod)}
	if err := addTree(files, vendored, "_vendor", "vendor", func(string) bool { return true }); err != nil {
		return nil, err
	}
	notTest := func(name string) bool { return !strings.HasSuffix(name, "_test.go") }
	if err := addTree(files, kit, ".", "grader/kit", notTest); err != nil {
		return nil, err
	}
	for _, e := range catalogue {
		tests, err := e.HiddenTests()
		if err != nil {
			return nil, err
		}
		for name, src := range tests {
			files[path.Join(folder(e), name)] = retarget(src, e)
		}
	}
	return files, nil
}

// folder is the exercise's folder in the workspace, where the candidate is
// laid over the hidden tests. It exists for real: go vet cannot read a folder
// that only an overlay knows.
func folder(e *exercise.Exercise) string { return "exercises/" + e.ID }

// retarget makes a hidden test import the candidate instead of the reference.
// Both words have nine letters, so that columns hold.
func retarget(src []byte, e *exercise.Exercise) []byte {
	for _, quote := range []string{`"`, "`"} {
		src = bytes.ReplaceAll(src,
			[]byte(quote+module+"/solutions/"+e.ID+quote),
			[]byte(quote+module+"/exercises/"+e.ID+quote))
	}
	return src
}

func addTree(files map[string][]byte, from fs.FS, root, to string, keep func(name string) bool) error {
	return fs.WalkDir(from, root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "testdata":
			return fs.SkipDir // serves the grader's own tests
		case d.IsDir() || !keep(name):
			return nil
		}
		src, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		files[path.Join(to, strings.TrimPrefix(strings.TrimPrefix(name, root), "/"))] = src
		return nil
	})
}

// digest is a short hash of a set of files.
func digest(files map[string][]byte) string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(h, "%s %d\n", name, len(files[name]))
		h.Write(files[name])
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}

// settleIn makes sure that the workspace's folder exists and holds the files
// and nothing else, and returns it. It is written under another name first and
// renamed when complete, so that a second process, or one killed half-way,
// never sees half a workspace.
func settleIn(cache string, files map[string][]byte) (string, error) {
	dir := filepath.Join(cache, "workspace-"+digest(files))
	if intact(dir, files) {
		return dir, nil
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", err
	}
	prune(cache)
	draft, err := os.MkdirTemp(cache, "draft-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(draft)
	fresh, old := filepath.Join(draft, "new"), filepath.Join(draft, "old")
	if err := writeTree(fresh, files); err != nil {
		return "", err
	}
	err = os.Rename(fresh, dir)
	if err == nil || intact(dir, files) {
		return dir, nil // if not by us, by another process
	}
	// What is in the way has been cleared half away, or edited. It is only
	// moved now, so that nobody who builds in a good one loses it.
	if err := os.Rename(dir, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if err := os.Rename(fresh, dir); err != nil && !intact(dir, files) {
		return "", err
	}
	return dir, nil
}

// unused is how long a workspace of another version of the grader, or the
// draft of a process that was killed, is kept.
const unused = 30 * 24 * time.Hour

// prune removes what no grader will use any more. What cannot be removed costs
// 300 KB of a cache folder, so the errors are not worth a word.
func prune(cache string) {
	for _, pattern := range []string{"workspace-*", "draft-*"} {
		dirs, _ := filepath.Glob(filepath.Join(cache, pattern)) // the patterns are sound
		for _, dir := range dirs {
			if info, err := os.Stat(dir); err == nil && time.Since(info.ModTime()) > unused {
				_ = os.RemoveAll(dir)
			}
		}
	}
}

// intact tells whether a folder holds these files as they should be, and no
// others: one file more would be compiled into every candidate. It takes some
// 3 ms.
func intact(dir string, files map[string][]byte) bool {
	found := 0
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		want, ok := files[filepath.ToSlash(name)]
		if !ok || !d.Type().IsRegular() {
			return fs.ErrInvalid
		}
		got, err := os.ReadFile(p)
		if err != nil || !bytes.Equal(got, want) {
			return fs.ErrInvalid
		}
		found++
		return nil
	})
	return err == nil && found == len(files)
}

func writeTree(dir string, files map[string][]byte) error {
	for name, src := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(p, src, 0o644); err != nil {
			return err
		}
	}
	return nil
}
