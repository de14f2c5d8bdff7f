package submission

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"syscall"
)

// folder reads a folder of the disk. os.Root keeps whatever is opened inside
// it, and links are not opened at all.
func (r *reader) folder(root *os.Root, prefix string) error {
	return r.walk(root, ".", prefix, 0)
}

func (r *reader) walk(root *os.Root, dir, prefix string, depth int) error {
	d, err := root.OpenFile(dir, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		if depth == 0 {
			return cannotRead(err)
		}
		r.notes.add("%s cannot be read and was left out.", quoted(dir))
		return nil
	}
	defer d.Close()
	for {
		// A part at a time: a folder may hold a million entries.
		entries, err := d.ReadDir(1000)
		for _, e := range entries {
			if err := r.entry(); err != nil {
				return err
			}
			if err := r.onDisk(root, path.Join(dir, e.Name()), prefix, e, depth); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			if depth == 0 {
				return cannotRead(err)
			}
			r.notes.add("%s cannot be read to its end.", quoted(dir))
			return nil
		}
	}
}

func (r *reader) onDisk(root *os.Root, name, prefix string, e fs.DirEntry, depth int) error {
	p := path.Join(prefix, name)
	typ := e.Type()
	r.named(p, typ)
	switch {
	case typ.IsDir():
		if passedOver(p) != "" {
			// One step in is enough to say that it is there.
			r.named(path.Join(p, "x"), 0)
			return nil
		}
		if depth >= r.limits.Depth {
			r.notes.add("%s lies more than %d folders deep and was left out.", quoted(p), r.limits.Depth)
			return nil
		}
		r.add(file{path: p, typ: fs.ModeDir})
		return r.walk(root, name, prefix, depth+1)
	case !typ.IsRegular():
		r.add(file{path: p, typ: typ})
		return nil
	}
	what := interesting(p)
	switch what {
	case nothingIn:
		return nil
	case nameOnly:
		r.add(file{path: p})
		return nil
	}
	f, err := root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		r.notes.add("%s cannot be read.", quoted(p))
		r.add(file{path: p, err: errNoAccess})
		return nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		r.add(file{path: p, typ: fs.ModeIrregular})
		return nil
	}
	switch what {
	case lookAt:
		content, _ := io.ReadAll(io.LimitReader(f, maxLook))
		r.look(p, content)
		r.add(file{path: p})
		return nil
	case archiveInside:
		r.tree.touch(info.ModTime())
		return r.nested(p, func() error { return r.archive(f, info.Size(), p, 0) })
	}
	r.tree.touch(info.ModTime())
	if hardLinked(info) {
		r.notes.add("%s has a second name somewhere on the disk (a hard link).", quoted(p))
	}
	r.add(goFile(p, info.Size(), 0, f))
	return nil
}

// single reads a lone file, which lies by itself at the top.
func (r *reader) single(f *os.File, size int64, s source) error {
	if err := r.entry(); err != nil {
		return err
	}
	name := s.inside
	if interesting(name) != goSource {
		r.add(file{path: path.Base(name), order: s.order})
		if strings.HasSuffix(name, ".go") {
			return nil // a test: the exercise says so
		}
		if size == 0 {
			return errors.New("the file is empty")
		}
		return errors.New("it is neither a folder nor an archive nor a Go file")
	}
	r.add(goFile(path.Base(name), size, s.order, f))
	return nil
}

// goFile reads one, as far as a candidate's may go.
func goFile(p string, size int64, order int, in io.Reader) file {
	f := file{path: p, size: size, order: order}
	if tooLarge(size) {
		return f
	}
	content, err := io.ReadAll(io.LimitReader(in, limitFor(size)))
	switch {
	case err != nil:
		f.err = errNoAccess
	case tooLarge(int64(len(content))):
		f.size = int64(len(content))
	default:
		f.content = content
		if content == nil {
			f.content = []byte{}
		}
	}
	return f
}

func limitFor(size int64) int64 { return max(size, 1<<20) + 1 }

func hardLinked(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && uint64(st.Nlink) > 1
}
