package submission

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"racekata/grader/internal/candidate"
)

// magics are how kinds of archives begin. What is not read is named, so that
// the student knows what to hand in.
var magics = []struct {
	begin, kind string
}{
	{"PK\x03\x04", "zip"}, {"PK\x05\x06", "zip"},
	{"\x1f\x8b", "gzip"},
	{"Rar!", "RAR"}, {"7z\xbc\xaf\x27\x1c", "7-Zip"}, {"BZh", "bzip2"}, {"\xfd7zXZ\x00", "xz"}, {"\x28\xb5\x2f\xfd", "Zstandard"},
}

// archive reads one by what it is, whatever its name says. Its files come
// below prefix.
func (r *reader) archive(in io.ReaderAt, size int64, prefix string, order int) error {
	return r.archiveAt(in, size, prefix, order, 0)
}

func (r *reader) archiveAt(in io.ReaderAt, size int64, prefix string, order, level int) error {
	if size == 0 {
		return errors.New("the file is empty")
	}
	head := make([]byte, 512)
	n, err := in.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return cannotRead(err)
	}
	head = head[:n]
	kind := ""
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.begin)) {
			kind = m.kind
			break
		}
	}
	if kind == "" && len(head) > 262 && string(head[257:262]) == "ustar" {
		kind = "tar"
	}
	before := r.tree.seen
	a := archiveReader{r, prefix, order, level}
	whole := io.NewSectionReader(in, 0, size)
	switch kind {
	case "zip":
		err = a.zip(in, size)
	case "gzip":
		err = a.tgz(whole)
	case "tar":
		err = a.tar(whole)
	case "":
		return errors.New("it is no archive, or damaged: hand in a .zip or .tar.gz")
	default:
		return fmt.Errorf("%s archives are not read: hand in a .zip or .tar.gz", kind)
	}
	if err == nil && r.tree.seen == before {
		return errors.New("the archive is empty")
	}
	return err
}

// nested reads an archive that lies in the submission. What is wrong with it
// is noted and does not hurt the rest.
func (r *reader) nested(p string, read func() error) error {
	before := r.mark()
	err := read()
	if err == nil {
		return nil
	}
	r.backTo(before)
	if r.ctx.Err() != nil || errors.Is(err, errEntries) || errors.Is(err, errUnpacked) {
		return err
	}
	r.notes.add("%s was left out: %s.", quoted(p), err.Error())
	return nil
}

type archiveReader struct {
	*reader
	prefix string
	order  int
	level  int // archives around this one
}

// maxDirectory bounds the list of a zip's files, which the library reads
// before it tells how many there are.
const maxDirectory = 8 << 20

// meteredAt fails once more than its share was read.
type meteredAt struct {
	io.ReaderAt
	left int64
	err  error
}

func (m *meteredAt) ReadAt(p []byte, off int64) (int, error) {
	if m.left >= 0 {
		if m.left -= int64(len(p)); m.left < 0 {
			m.err = errEntries
		}
	}
	if m.err != nil {
		return 0, m.err
	}
	return m.ReaderAt.ReadAt(p, off)
}

func (a archiveReader) zip(in io.ReaderAt, size int64) error {
	m := &meteredAt{ReaderAt: in, left: maxDirectory + 128<<10}
	z, err := zip.NewReader(m, size)
	switch {
	case m.err != nil:
		return fmt.Errorf("%w of %d", errEntries, a.limits.Entries)
	case z == nil || err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return errors.New("the archive is damaged or cut off")
	case len(z.File)+a.tree.seen > a.limits.Entries:
		return fmt.Errorf("%w of %d", errEntries, a.limits.Entries)
	}
	m.left, m.err = -1, nil
	for _, f := range z.File {
		if err := a.entry(); err != nil {
			return err
		}
		p, ok := a.inside(a.prefix, f.Name)
		if !ok {
			continue
		}
		a.tree.touch(f.Modified)
		typ := f.Mode().Type()
		if f.FileInfo().IsDir() {
			typ = fs.ModeDir
		}
		if err := a.take(p, typ, int64(min(f.UncompressedSize64, 1<<62)), func() (io.ReadCloser, error) {
			if f.Flags&1 != 0 {
				return nil, errPassword
			}
			in, err := f.Open()
			if errors.Is(err, zip.ErrAlgorithm) {
				err = errMethod
			}
			return in, err
		}); err != nil {
			return err
		}
	}
	return nil
}

func (a archiveReader) tgz(in io.Reader) error {
	z, err := gzip.NewReader(in)
	if err != nil {
		return errors.New("the archive is damaged or cut off")
	}
	return a.tar(z)
}

// counted charges the submission for what is read, so that a small archive
// cannot keep the machine busy.
type counted struct {
	in io.Reader
	r  *reader
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	if over := c.r.unpack(int64(n)); over != nil {
		return 0, over
	}
	return n, err
}

func (a archiveReader) tar(in io.Reader) error {
	z := tar.NewReader(counted{in, a.reader})
	for {
		h, err := z.Next()
		switch {
		case errors.Is(err, io.EOF):
			// A tar ends with empty blocks, which a gzip file that was cut off
			// has lost with its checksum.
			_, err := io.Copy(io.Discard, counted{in, a.reader})
			return a.broken(err)
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			return a.broken(err)
		}
		if err := a.entry(); err != nil {
			return err
		}
		typ := h.FileInfo().Mode().Type()
		switch h.Typeflag {
		case tar.TypeXGlobalHeader:
			a.tree.seen-- // git archive's note of the commit
			continue
		case tar.TypeLink:
			a.notes.add("%s is a hard link and was left out.", quoted(h.Name))
			typ = fs.ModeIrregular
		case tar.TypeReg, tar.TypeDir, tar.TypeSymlink:
		default:
			typ |= fs.ModeIrregular
		}
		p, ok := a.inside(a.prefix, h.Name)
		if !ok {
			continue
		}
		if typ.IsRegular() {
			a.tree.touch(h.ModTime)
		}
		if err := a.take(p, typ, h.Size, func() (io.ReadCloser, error) { return stream{z}, nil }); err != nil {
			return err
		}
	}
}

// broken tells limits from damage.
func (a archiveReader) broken(err error) error {
	switch {
	case err == nil, errors.Is(err, errUnpacked), a.ctx.Err() != nil:
		return err
	}
	return errors.New("the archive is damaged or cut off")
}

// stream is a file in a tar: what is read of it is charged where the tar is.
type stream struct{ io.Reader }

func (stream) Close() error { return nil }

// take keeps what matters of one entry. An error ends the archive.
func (a archiveReader) take(p string, typ fs.FileMode, size int64, open func() (io.ReadCloser, error)) error {
	a.named(p, typ)
	if typ != 0 {
		if typ.IsDir() {
			if _, ok := a.tree.index[p]; ok {
				return nil // a folder may be listed as often as it likes
			}
		}
		if passedOver(p) == "" {
			a.add(file{path: p, typ: typ, order: a.order})
		}
		return nil
	}
	read := func(most int64) ([]byte, error) {
		in, err := open()
		if err != nil {
			return nil, a.fileError(err)
		}
		defer in.Close()
		content, err := io.ReadAll(io.LimitReader(in, most+1))
		if _, charged := in.(stream); !charged {
			if over := a.unpack(int64(len(content))); over != nil {
				return nil, over
			}
		}
		if err != nil {
			return nil, a.fileError(err)
		}
		return content, nil
	}
	f := file{path: p, size: size, order: a.order}
	switch interesting(p) {
	case nothingIn:
		return nil
	case nameOnly:
	case lookAt:
		if content, err := read(maxLook); err == nil {
			a.look(p, content)
		} else if fatal(err) {
			return err
		}
	case archiveInside:
		if a.level > 0 {
			a.notes.add("%s is an archive in an archive in an archive and was left out.", quoted(p))
			return nil
		}
		return a.nested(p, func() error {
			if size > a.limits.Nested {
				return fmt.Errorf("an archive inside an archive may have %d MiB", a.limits.Nested>>20)
			}
			content, err := read(a.limits.Nested)
			switch {
			case err != nil:
				return err
			case int64(len(content)) > a.limits.Nested:
				return fmt.Errorf("an archive inside an archive may have %d MiB", a.limits.Nested>>20)
			}
			return a.archiveAt(bytes.NewReader(content), int64(len(content)), p, a.order, a.level+1)
		})
	case goSource:
		if tooLarge(size) {
			break
		}
		content, err := read(candidate.MaxFileBytes)
		switch {
		case fatal(err):
			return err
		case err != nil:
			f.err = err
		case tooLarge(int64(len(content))):
			f.size = int64(len(content))
		default:
			f.content = content
			if content == nil {
				f.content = []byte{}
			}
		}
		if f.err != nil {
			a.notes.add("%s cannot be used: %s.", quoted(p), f.err)
		}
	}
	a.add(f)
	return nil
}

// fileError is what is wrong with one file, unless a limit was met. Within a
// tar every error is one of the whole.
func (a archiveReader) fileError(err error) error {
	switch {
	case errors.Is(err, errPassword), errors.Is(err, errMethod), errors.Is(err, errUnpacked), a.ctx.Err() != nil:
		return err
	}
	return errDamaged
}

// fatal tells errors of the whole from those of one file.
func fatal(err error) bool {
	return err != nil && (errors.Is(err, errUnpacked) || !errors.Is(err, errPassword) && !errors.Is(err, errMethod) && !errors.Is(err, errDamaged))
}
