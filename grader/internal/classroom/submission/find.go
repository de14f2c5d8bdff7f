package submission

import (
	"cmp"
	"fmt"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/exercise"
)

// folder is one of the submission with the entries that lie in it.
type folder struct {
	path  string
	files []*file
	order int
}

func (f *folder) depth() int {
	if f.path == "" {
		return 0
	}
	return 1 + strings.Count(f.path, "/")
}

// name is what an exercise is found by; an archive is a folder here.
func (f *folder) name() string { return withoutArchive(path.Base(f.path)) }

// shown is the folder as a person may see it.
func (f *folder) shown() string {
	if f.path == "" {
		return "the top folder"
	}
	return quoted(f.path)
}

// source is the Go files that could be judged.
func (f *folder) source() []*file {
	var all []*file
	for _, x := range f.files {
		if x.isSource() {
			all = append(all, x)
		}
	}
	return all
}

// isSource tells whether it is Go code that counts, read or not.
func (f *file) isSource() bool {
	base := path.Base(f.path)
	return f.typ == 0 && path.Ext(base) == ".go" && !strings.HasSuffix(base, "_test.go") &&
		!strings.HasPrefix(base, ".") && !strings.HasPrefix(base, "_")
}

// folders gives every folder that holds something, by path.
func (t *tree) folders() []*folder {
	by := map[string]*folder{}
	var all []*folder
	get := func(p string) *folder {
		if p == "." {
			p = ""
		}
		f := by[p]
		if f == nil {
			f = &folder{path: p}
			by[p] = f
			all = append(all, f)
		}
		return f
	}
	for i := range t.files {
		x := &t.files[i]
		if x.typ.IsDir() {
			get(x.path)
			continue
		}
		f := get(path.Dir(x.path))
		f.files = append(f.files, x)
		f.order = max(f.order, x.order)
	}
	slices.SortFunc(all, func(a, b *folder) int { return strings.Compare(a.path, b.path) })
	for _, f := range all {
		slices.SortFunc(f.files, func(a, b *file) int { return strings.Compare(a.path, b.path) })
	}
	return all
}

// rank tells how well a folder's name fits an exercise.
type rank int

const (
	byID     rank = iota // 101_counter
	byForm               // 101-counter, 101 Counter
	byNumber             // 101, exercise 101
	byBegin              // 101_counter_old: only when there is nothing better
	notByName
)

var numberPattern = regexp.MustCompile(`^(?:(?:ex|exercise|kata|task)[-_ .]*)?(\d{3})(?:[-_ .(].*)?$`)

func rankOf(name string, e *exercise.Exercise) rank {
	if name == e.ID {
		return byID
	}
	form := strings.ToLower(strings.TrimSpace(name))
	plain := strings.NewReplacer("-", "_", " ", "_", ".", "_").Replace(form)
	switch {
	case plain == e.ID:
		return byForm
	case len(form) > 200:
		return notByName
	}
	m := numberPattern.FindStringSubmatch(form)
	switch {
	case m == nil || m[1] != e.Number():
		return notByName
	case strings.HasSuffix(form, m[1]) || strings.HasSuffix(plain, e.ID): // "ex 101", "exercise 101_counter"
		return byNumber
	}
	return byBegin
}

// place is a folder that may be an exercise's.
type place struct {
	*folder
	rank rank
}

// exercises finds each of the catalogue.
func (t *tree) exercises(c exercise.Catalogue, n *notes) []Exercise {
	folders := t.folders()
	places := make([][]place, len(c))
	taken := map[*folder]bool{}
	for _, f := range folders {
		for i, e := range c {
			if r := rankOf(f.name(), e); r != notByName {
				places[i] = append(places[i], place{f, r})
				taken[f] = true
			}
		}
	}
	loose := looseFiles(folders, taken)
	all := make([]Exercise, len(c))
	for i, e := range c {
		all[i] = find(e, c, places[i], loose, n)
	}
	if !slices.ContainsFunc(all, func(e Exercise) bool { return e.Why == "" }) {
		n.add("No exercise was found in it.")
	}
	return all
}

func find(e *exercise.Exercise, c exercise.Catalogue, places []place, loose []group, n *notes) Exercise {
	x := Exercise{ID: e.ID}
	if best := byFolder(e, places, n); best != nil {
		x.Found = best.shown()
		x.Candidate, x.Why = toCandidate(e, best.files, n)
		return x
	}
	if g := byPackage(e, c, loose, n); g != nil {
		x.Found = g.folder.shown()
		if len(g.files) == 1 {
			x.Found = quoted(g.files[0].path)
		}
		x.Candidate, x.Why = toCandidate(e, g.files, n)
		return x
	}
	switch {
	case len(places) > 0:
		x.Found = places[0].shown()
		x.Candidate, x.Why = toCandidate(e, places[0].files, n)
		if x.Why == "" { // cannot be: such a folder holds code
			x.Why = fmt.Sprintf("there is no Go file in %s", x.Found)
		}
	default:
		x.Why = fmt.Sprintf("there is neither a folder %s nor a file %s of package %s", e.ID, e.File, e.Package)
		for _, g := range loose {
			for _, f := range g.files {
				if strings.EqualFold(path.Base(f.path), e.File) {
					x.Why = fmt.Sprintf("%s lies outside of a folder %s and is not of package %s", quoted(f.path), e.ID, e.Package)
				}
			}
		}
	}
	return x
}

// byFolder chooses among the folders that bear the exercise's name and hold
// code.
func byFolder(e *exercise.Exercise, places []place, n *notes) *place {
	var full []place
	for _, p := range places {
		if len(p.source()) > 0 {
			full = append(full, p)
		}
	}
	if len(full) == 0 {
		return nil
	}
	weak := func(p place) int {
		if p.rank == byBegin {
			return 1
		}
		return 0
	}
	below := func(p place) int {
		if path.Base(path.Dir(p.path)) == "exercises" {
			return 0
		}
		return 1
	}
	slices.SortFunc(full, func(a, b place) int {
		return cmp.Or(
			cmp.Compare(weak(a), weak(b)), cmp.Compare(a.order, b.order), cmp.Compare(a.depth(), b.depth()),
			cmp.Compare(below(a), below(b)), cmp.Compare(a.rank, b.rank), strings.Compare(a.path, b.path))
	})
	for _, p := range full[1:] {
		n.add("%s is there more than once: %s counts, and %s does not.", e.ID, full[0].shown(), p.shown())
	}
	return &full[0]
}

// group is the Go files of one package that lie together.
type group struct {
	folder *folder
	pkg    string
	files  []*file
}

// looseFiles are those in folders that bear no exercise's name. Files that
// cannot be read have no package.
func looseFiles(folders []*folder, taken map[*folder]bool) []group {
	var all []group
	for _, f := range folders {
		if taken[f] || f.name() == "demo" {
			continue
		}
		by := map[string]int{}
		for _, x := range f.source() {
			pkg := packageOf(x.content)
			i, ok := by[pkg]
			if !ok {
				i = len(all)
				by[pkg] = i
				all = append(all, group{folder: f, pkg: pkg})
			}
			all[i].files = append(all[i].files, x)
		}
	}
	slices.SortStableFunc(all, func(a, b group) int {
		return cmp.Or(cmp.Compare(a.folder.order, b.folder.order), cmp.Compare(a.folder.depth(), b.folder.depth()),
			strings.Compare(a.folder.path, b.folder.path))
	})
	return all
}

func packageOf(src []byte) string {
	f, err := parser.ParseFile(token.NewFileSet(), "", src, parser.PackageClauseOnly|parser.SkipObjectResolution)
	if f == nil || err != nil || f.Name == nil {
		return ""
	}
	return f.Name.Name
}

// byPackage chooses among loose files. A package that is one exercise's alone
// is enough; otherwise the file's name has to agree.
func byPackage(e *exercise.Exercise, c exercise.Catalogue, loose []group, n *notes) *group {
	alone := 1
	for _, other := range c {
		if other != e && other.Package == e.Package {
			alone++
		}
	}
	var fit []group
	for _, g := range loose {
		if g.pkg == e.Package && (alone == 1 || g.has(e.File)) {
			fit = append(fit, g)
		}
	}
	if len(fit) == 0 {
		return nil
	}
	// A file of the right name says more than one of the right package.
	slices.SortStableFunc(fit, func(a, b group) int {
		switch {
		case a.has(e.File) == b.has(e.File):
			return 0
		case a.has(e.File):
			return -1
		}
		return 1
	})
	best := fit[0]
	if !best.has(e.File) {
		n.add("%s is taken for %s by its package.", quoted(best.files[0].path), e.ID)
	}
	for _, g := range fit[1:] {
		n.add("%s is there more than once: what counts is in %s, and not in %s.", e.ID, best.folder.shown(), g.folder.shown())
	}
	// Links, assembly and the like that lie beside it are nobody's: in a folder
	// with several exercises' files they cannot be told apart.
	return &best
}

func (g *group) has(name string) bool {
	return slices.ContainsFunc(g.files, func(f *file) bool { return strings.EqualFold(path.Base(f.path), name) })
}

// toCandidate makes the candidate of a folder's files, by the candidate's own
// rules. Every one is given the same path, whoever handed it in: verdicts are
// kept by content, and one student's must not tell of another's folders.
func toCandidate(e *exercise.Exercise, files []*file, n *notes) (candidate.Candidate, string) {
	dir := "exercises/" + e.ID
	// Two names that are one on some disks would be one file there and two here.
	kept := map[string]*file{}
	var names []string
	for _, f := range files {
		key := fold(path.Base(f.path))
		other, clash := kept[key]
		if !clash {
			kept[key] = f
			names = append(names, key)
			continue
		}
		if path.Base(f.path) == e.File {
			kept[key] = f
			f, other = other, f
		}
		n.add("In %s, %s and %s are one name on some disks: the first counts.", e.ID, quoted(path.Base(other.path)), quoted(path.Base(f.path)))
	}
	var entries []memEntry
	for _, key := range names {
		f := kept[key]
		if f.isSource() && f.err != nil {
			return candidate.Candidate{}, fmt.Sprintf("%s: %s", quoted(f.path), f.err)
		}
		entries = append(entries, memEntry{name: path.Base(f.path), typ: f.typ, content: f.content, size: f.size})
	}
	c, err := candidate.FromFS(memFS{dir: dir, entries: entries}, dir)
	for _, l := range c.LeftOut {
		switch l.Reason {
		case candidate.Test, candidate.ModuleFile, candidate.Folder, candidate.Link, candidate.Special:
			// The first three are what a handout holds, the others were noted.
		default:
			n.add("%s was left out: %s.", l.Path, string(l.Reason))
		}
	}
	if err != nil {
		why := "there is no Go file to judge"
		if len(c.LeftOut) > 0 {
			why += fmt.Sprintf(" (%s)", c.LeftOut[0])
		}
		return c, why
	}
	return c, ""
}
