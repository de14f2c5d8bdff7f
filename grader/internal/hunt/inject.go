package hunt

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"racekata/grader/internal/schedule"
)

const (
	// injected is the folder, below a main module's, in which the hook and
	// watch packages lie for the compiler.
	injected = "racekata_hunt"
	// home is the kit's own import path, which is rewritten.
	home = "racekata/grader/kit"
)

// overlay is what the compiler sees in place of, or beside, the module's own
// files: path to content.
type overlay map[string][]byte

// write writes the overlay's files below dir and returns the name of the file
// for -overlay.
func (o overlay) write(dir string) (string, error) {
	replace := map[string]string{}
	for i, p := range slices.Sorted(maps.Keys(o)) {
		// Two files of one name may come from two folders.
		at := filepath.Join(dir, strconv.Itoa(i)+"_"+filepath.Base(p))
		if err := os.WriteFile(at, o[p], 0o644); err != nil {
			return "", err
		}
		replace[p] = at
	}
	b, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "overlay.json")
	return name, os.WriteFile(name, b, 0o644)
}

// kitInto adds the hook and the watch package, and what they need, to the module.
func (m *module) kitInto(o overlay, kit fs.FS) error {
	for _, pkg := range []string{"hook", "owntime", "watch"} {
		files, err := fs.Glob(kit, pkg+"/*.go")
		if err != nil {
			return err
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") || path.Base(name) == "timers_other.go" {
				continue
			}
			src, err := fs.ReadFile(kit, name)
			if err != nil {
				return fmt.Errorf("read the kit: %w", err)
			}
			src = bytes.ReplaceAll(src, []byte(`"`+home+`/`), []byte(`"`+m.path+"/"+injected+"/"))
			// The build below always links with -checklinkname=0.
			src = bytes.Replace(src, []byte(" && racekata_workspace\n"), []byte("\n"), 1)
			o[filepath.Join(m.root, injected, filepath.FromSlash(name))] = src
		}
	}
	return nil
}

// sources is what one package is made of.
type sources struct {
	pkg   *listed
	files map[string][]byte // by base name: all that are compiled, tests included
	tests []testFunc        // in the order of files and lines
}

// read reads a package's files. One that cannot be read is left to the
// compiler's words.
func read(p *listed) *sources {
	s := &sources{pkg: p, files: map[string][]byte{}}
	for _, name := range slices.Concat(p.GoFiles, p.TestGoFiles, p.XTestGoFiles) {
		if src, err := os.ReadFile(filepath.Join(p.Dir, name)); err == nil {
			s.files[name] = src
		}
	}
	return s
}

// hookInto adds the package's files with hooks, and with a call of the watch
// at the beginning of each test, and remembers the tests. hooks says whether
// to put hooks in; without them only the tests change.
func (s *sources) hookInto(o overlay, m *module, hooks bool) {
	changed := map[string][]byte{}
	if hooks {
		changed = s.rewrite(m)
	}
	name := freeName("racekatawatch", s.files)
	s.tests = nil
	for _, file := range slices.Sorted(maps.Keys(s.files)) {
		src, ok := changed[file]
		if !ok {
			src = s.files[file]
		}
		if strings.HasSuffix(file, "_test.go") {
			text, tests, err := watched(src, name, m.path+"/"+injected+"/watch")
			if err == nil {
				for _, t := range tests {
					t.File = file
					s.tests = append(s.tests, t)
				}
				ok = ok || len(tests) > 0
				src = text
			}
		}
		if ok {
			o[filepath.Join(s.pkg.Dir, file)] = src
		}
	}
}

// rewrite puts hooks into a package. What cannot be parsed stays as it is: the
// compiler says why.
func (s *sources) rewrite(m *module) map[string][]byte {
	options := schedule.Options{
		Hook:  m.path + "/" + injected + "/hook",
		First: firstSite(s.pkg.ImportPath),
		Tests: true,
	}
	if s.pkg.Module != nil && s.pkg.Module.GoVersion != "" {
		options.GoVersion = "go" + s.pkg.Module.GoVersion
	} else {
		options.GoVersion = "go1.16" // what the go command assumes without a go line
	}
	changed, _, err := schedule.Rewrite(s.files, options)
	if err == nil {
		return changed
	}
	// A broken test file must not cost the package its hooks, which tests of
	// other packages need.
	only := map[string][]byte{}
	for name, src := range s.files {
		if !strings.HasSuffix(name, "_test.go") {
			only[name] = src
		}
	}
	changed, _, err = schedule.Rewrite(only, options)
	if err != nil {
		return nil
	}
	return changed
}

// firstSite numbers a package's sites from a number of its own, the same
// whatever else is hunted, so that a seed means the same in every call.
func firstSite(importPath string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(importPath))
	return 1 + h.Sum32()&0x3fffffff
}
