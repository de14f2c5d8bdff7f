package submission

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"racekata/grader/internal/candidate"
)

// file is one entry of a submission. Only the content of Go files is kept.
type file struct {
	path    string // slashes, relative, no "..": safe to look up, not to print
	typ     fs.FileMode
	content []byte
	size    int64 // as declared, when there is no content
	err     error // why there is no content
	order   int   // see source.order
}

// tree is all of a submission.
type tree struct {
	files     []file
	index     map[string]int // by path
	modified  time.Time
	committed time.Time // of a git checkout
	seen      int       // entries, kept or not
}

func (t *tree) touch(at time.Time) {
	if at.After(t.modified) {
		t.modified = at
	}
}

// reader fills a tree from folders and archives, within limits that hold for
// all of a submission together.
type reader struct {
	ctx      context.Context
	limits   Limits
	notes    *notes
	tree     *tree
	unpacked int64
	kept     int64
}

// A mark is how far a tree had come, to take back what a broken archive gave.
type mark struct {
	files int
	kept  int64
}

func (r *reader) mark() mark { return mark{files: len(r.tree.files), kept: r.kept} }

func (r *reader) backTo(m mark) {
	for _, f := range r.tree.files[m.files:] {
		delete(r.tree.index, f.path)
	}
	r.tree.files = r.tree.files[:m.files]
	r.kept = m.kept
}

// What ends the reading of a folder or archive.
var (
	errEntries  = errors.New("it holds more entries than the limit")
	errUnpacked = errors.New("it unpacks to more than the limit")
)

// What can be wrong with one file.
var (
	errPassword = errors.New("it is protected by a password")
	errMethod   = errors.New("it is packed in a way that is not read here; an ordinary .zip or .tar.gz is")
	errDamaged  = errors.New("it is damaged in the archive")
	errKept     = errors.New("there is more Go source than the limit")
	errNoAccess = errors.New("it cannot be read")
)

// entry counts one entry and tells whether to go on.
func (r *reader) entry() error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	r.tree.seen++
	if r.tree.seen > r.limits.Entries {
		return fmt.Errorf("%w of %d", errEntries, r.limits.Entries)
	}
	return nil
}

// unpack counts bytes that came out of an archive.
func (r *reader) unpack(n int64) error {
	r.unpacked += n
	if r.unpacked > r.limits.Unpacked {
		return fmt.Errorf("%w of %d MiB", errUnpacked, r.limits.Unpacked>>20)
	}
	return r.ctx.Err()
}

// add keeps a file. A path that is there already is replaced, as unpacking
// would do.
func (r *reader) add(f file) {
	if f.content != nil {
		if r.kept+int64(len(f.content)) > r.limits.Kept {
			r.notes.add("More than %d MiB of Go source was handed in, and the rest is not read.", r.limits.Kept>>20)
			f.content, f.err = nil, errKept
		}
		r.kept += int64(len(f.content))
	}
	if i, ok := r.tree.index[f.path]; ok {
		r.notes.add("%s is there twice in the archive: the later one counts.", quoted(f.path))
		r.kept -= int64(len(r.tree.files[i].content))
		r.tree.files[i] = f
		return
	}
	r.tree.index[f.path] = len(r.tree.files)
	r.tree.files = append(r.tree.files, f)
}

// interest is what is to be done with an entry.
type interest int

const (
	nothingIn interest = iota
	goSource
	lookAt // read for the notes alone
	archiveInside
	nameOnly // its presence matters, its content does not
)

// maxLook is how much of a file is read for the notes.
const maxLook = 64 << 10

// interesting tells what to do with a regular file, by its path in the
// submission.
func interesting(p string) interest {
	dir, base := path.Split(p)
	if strings.HasPrefix(base, "._") { // macOS's forks beside each file
		return nothingIn
	}
	if passedOver(dir) != "" {
		return nothingIn
	}
	switch {
	case base == "go.mod", base == ".env", base == ".envrc", base == "go.env":
		return lookAt
	case strings.HasSuffix(base, "_test.go"):
		return nameOnly
	case path.Ext(base) == ".go":
		return goSource
	case isArchive(base):
		return archiveInside
	}
	return nameOnly
}

// passedOver returns the first folder on the way that nothing is looked for
// in, or "".
func passedOver(dir string) string {
	for seg := range strings.SplitSeq(dir, "/") {
		switch {
		case seg == "vendor", seg == "node_modules", seg == "testdata", seg == "__MACOSX",
			len(seg) > 1 && strings.HasPrefix(seg, "."):
			return seg
		}
	}
	return ""
}

// look notes what would have had a say in how Go builds, had it been let.
func (r *reader) look(p string, content []byte) {
	base := path.Base(p)
	for line := range strings.Lines(string(content)) {
		words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "export "))
		if len(words) == 0 {
			continue
		}
		name, _, isAssignment := strings.Cut(words[0], "=")
		switch {
		case base == "go.mod" && (words[0] == "replace" || strings.HasPrefix(words[0], "replace(")):
			r.notes.add("%s has a replace line, which has no say: the grader brings its own module.", quoted(p))
		case base == "go.mod" && words[0] == "godebug":
			r.notes.add("%s has a godebug line, which has no say: the grader brings its own module.", quoted(p))
		case base != "go.mod" && isAssignment && (strings.HasPrefix(name, "GO") || strings.HasPrefix(name, "CGO_")):
			r.notes.add("%s sets %s, which has no say: the grader brings its own environment.", quoted(p), quoted(name))
		}
	}
}

// named notes an entry whose presence is odd.
func (r *reader) named(p string, typ fs.FileMode) {
	dir, base := path.Split(p)
	switch {
	case base == "go.work" && passedOver(dir) == "":
		r.notes.add("%s has no say: the grader brings its own module.", quoted(p))
	case strings.HasPrefix(dir, "vendor/"):
		r.notes.add("%s has no say: only the standard library is there to import.", "vendor")
	case strings.Contains(dir, "/vendor/"):
		r.notes.add("%s has no say: only the standard library is there to import.", quoted(dir[:strings.Index(dir, "/vendor/")+len("/vendor")]))
	case typ&fs.ModeSymlink != 0 && passedOver(dir) == "":
		r.notes.add("%s is a link and was left out.", quoted(p))
	case typ != 0 && !typ.IsDir() && typ&fs.ModeSymlink == 0 && passedOver(dir) == "":
		r.notes.add("%s is not a regular file and was left out.", quoted(p))
	}
}

// inside makes a path of a name in an archive, below prefix. A name that
// points out of the archive is noted and refused.
func (r *reader) inside(prefix, name string) (string, bool) {
	if !strings.Contains(name, "/") { // as some packers on Windows write
		name = strings.ReplaceAll(name, `\`, "/")
	}
	if strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':' && isLetter(name[0]) {
		r.notes.add("%s is an absolute path and was left out.", quoted(name))
		return "", false
	}
	depth := 0
	for seg := range strings.SplitSeq(name, "/") {
		switch seg {
		case "", ".":
		case "..":
			r.notes.add("%s points out of the archive and was left out.", quoted(name))
			return "", false
		default:
			depth++
		}
	}
	if strings.ContainsRune(name, 0) || len(name) > 4096 {
		r.notes.add("%s is no name for a file and was left out.", quoted(name))
		return "", false
	}
	if depth > r.limits.Depth {
		r.notes.add("%s lies more than %d folders deep and was left out.", quoted(name), r.limits.Depth)
		return "", false
	}
	if !utf8.ValidString(name) {
		r.notes.add("%s is not a name in UTF-8.", quoted(name))
	}
	p := path.Join(prefix, name)
	return p, p != prefix && p != "."
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// tooLarge tells whether a Go file is larger than a candidate's may be.
func tooLarge(size int64) bool { return size > candidate.MaxFileBytes }
