package submission

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"time"
)

// memFS is one folder in memory, for [candidate.FromFS].
type memFS struct {
	dir     string
	entries []memEntry
}

type memEntry struct {
	name    string
	typ     fs.FileMode
	content []byte
	size    int64 // as declared, when the content was not read
}

func (m memFS) Open(name string) (fs.File, error) {
	if name == m.dir {
		return memFile{memInfo{memEntry{name: path.Base(name), typ: fs.ModeDir}}, nil}, nil
	}
	for _, e := range m.entries {
		if m.dir+"/"+e.name == name {
			return memFile{memInfo{e}, bytes.NewReader(e.content)}, nil
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

func (m memFS) ReadDir(string) ([]fs.DirEntry, error) {
	all := make([]fs.DirEntry, len(m.entries))
	for i, e := range m.entries {
		all[i] = fs.FileInfoToDirEntry(memInfo{e})
	}
	return all, nil
}

type memFile struct {
	info memInfo
	io.Reader
}

func (f memFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (memFile) Close() error                 { return nil }

type memInfo struct{ e memEntry }

func (i memInfo) Name() string       { return i.e.name }
func (i memInfo) Size() int64        { return max(i.e.size, int64(len(i.e.content))) }
func (i memInfo) Mode() fs.FileMode  { return i.e.typ }
func (i memInfo) ModTime() time.Time { return time.Time{} }
func (i memInfo) IsDir() bool        { return i.e.typ.IsDir() }
func (i memInfo) Sys() any           { return nil }
