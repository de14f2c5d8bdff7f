package candidate

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"syscall"
)

// FromFolder reads the candidate in a folder. The error is an *Error; with
// [ErrNoGoFile] the candidate still tells what was left out.
func FromFolder(dir string) (Candidate, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Candidate{}, &Error{dir, folderProblem(dir, err)}
	}
	defer root.Close()
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return Candidate{}, &Error{dir, err}
	}
	return collect(source{
		origin:  dir,
		entries: entries,
		open:    openIn(root),
		show:    func(name string) string { return filepath.Join(dir, name) },
	})
}

// openIn opens without waiting: a pipe that took the file's place since the
// folder was listed would hold the grader for ever.
func openIn(root *os.Root) func(name string) (fs.File, error) {
	return func(name string) (fs.File, error) {
		return root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	}
}

// folderProblem words why a folder could not be opened. os.OpenRoot's own
// error for a file differs between systems.
func folderProblem(dir string, err error) error {
	info, statErr := os.Stat(dir)
	switch {
	case errors.Is(statErr, fs.ErrNotExist) || errors.Is(statErr, syscall.ENOTDIR):
		return ErrNoFolder
	case statErr == nil && !info.IsDir():
		return ErrNotFolder
	}
	return err
}

// FromFS reads the candidate in a folder of a file system, "." for its top.
// Errors are as for [FromFolder].
func FromFS(fsys fs.FS, dir string) (Candidate, error) {
	info, err := fs.Stat(fsys, dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Candidate{}, &Error{dir, ErrNoFolder}
	case err != nil:
		return Candidate{}, &Error{dir, err}
	case !info.IsDir():
		return Candidate{}, &Error{dir, ErrNotFolder}
	}
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return Candidate{}, &Error{dir, err}
	}
	return collect(source{
		origin:  dir,
		entries: entries,
		open:    func(name string) (fs.File, error) { return fsys.Open(path.Join(dir, name)) },
		show:    func(name string) string { return path.Join(dir, name) },
	})
}

// FromFiles makes a candidate of files in memory, by name. The same rules and
// limits hold, and the error wraps [ErrNoGoFile] or is nil.
func FromFiles(files map[string][]byte) (Candidate, error) {
	var b builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		b.add(name, name, 0, func() ([]byte, Reason) {
			if len(files[name]) > MaxFileBytes {
				return nil, TooLarge
			}
			return slices.Clone(files[name]), ""
		})
	}
	return b.finish("")
}

// source is a folder, wherever it lies.
type source struct {
	origin  string
	entries []fs.DirEntry
	open    func(name string) (fs.File, error)
	show    func(name string) string
}

func collect(s source) (Candidate, error) {
	var b builder
	slices.SortFunc(s.entries, func(x, y fs.DirEntry) int { return cmp.Compare(x.Name(), y.Name()) })
	for _, entry := range s.entries {
		name := entry.Name()
		b.add(name, s.show(name), entry.Type(), func() ([]byte, Reason) { return readFile(s.open, name) })
	}
	return b.finish(s.origin)
}

// builder takes entries in the order of their names.
type builder struct {
	c     Candidate
	bytes int
}

func (b *builder) add(name, path string, typ fs.FileMode, read func() ([]byte, Reason)) {
	why, silent := leaveOut(name, typ)
	if silent {
		return
	}
	var content []byte
	if why == "" && len(b.c.Files) == MaxFiles {
		why = TooMany
	}
	if why == "" {
		content, why = read()
	}
	if why == "" && b.bytes+len(content) > MaxBytes {
		why = TooMuch
	}
	if why != "" {
		b.c.LeftOut = append(b.c.LeftOut, LeftOut{Name: name, Path: shown(path), Reason: why})
		return
	}
	b.bytes += len(content)
	b.c.Files = append(b.c.Files, File{Name: name, Path: shown(path), Content: content})
}

func (b *builder) finish(origin string) (Candidate, error) {
	b.c.Origin = origin
	if len(b.c.Files) == 0 {
		return b.c, &Error{origin, ErrNoGoFile}
	}
	return b.c, nil
}

func readFile(open func(name string) (fs.File, error), name string) ([]byte, Reason) {
	f, err := open(name)
	if err != nil {
		return nil, Unreadable
	}
	defer f.Close()
	// Asked again of the open file: it may have been replaced since the
	// folder was listed.
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, Unreadable
	case !info.Mode().IsRegular():
		return nil, Special
	case info.Size() > MaxFileBytes:
		return nil, TooLarge
	}
	content, err := io.ReadAll(io.LimitReader(f, MaxFileBytes+1))
	switch {
	case err != nil:
		return nil, Unreadable
	case len(content) > MaxFileBytes:
		return nil, TooLarge // it grew
	}
	return content, ""
}
