package autograder

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"
)

// File is one of a package.
type File struct {
	Name string // with slashes
	Mode fs.FileMode
	// Content is what is in it, unless From names a file that has it.
	Content []byte
	From    string
}

// Files are a package.
type Files []File

// Names lists them.
func (f Files) Names() []string {
	var names []string
	for _, one := range f {
		names = append(names, one.Name)
	}
	return names
}

// Zip writes an archive that keeps modes: a script that cannot be executed is
// no autograder.
func (f Files) Zip(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, one := range f {
		h := &zip.FileHeader{Name: one.Name, Method: zip.Deflate, Modified: time.Now().UTC().Truncate(time.Second)}
		h.SetMode(one.Mode)
		out, err := z.CreateHeader(h)
		if err == nil {
			err = one.write(out)
		}
		if err != nil {
			return fmt.Errorf("pack %s: %w", one.Name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("pack: %w", err)
	}
	return nil
}

// Lay writes them below dir, where none of them may be yet. On an error none of
// them is left.
func (f Files) Lay(dir string) error {
	for i, one := range f {
		if err := one.lay(filepath.Join(dir, filepath.FromSlash(one.Name))); err != nil {
			for _, laid := range f[:i] {
				err = errors.Join(err, os.Remove(filepath.Join(dir, filepath.FromSlash(laid.Name))))
			}
			return fmt.Errorf("lay out %s: %w", path.Base(one.Name), err)
		}
	}
	return nil
}

func (f File) lay(target string) (err error) {
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return err
	}
	out, err := os.OpenFile(target, os.O_CREATE|os.O_EXCL|os.O_WRONLY, f.Mode.Perm())
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, out.Close()); err != nil {
			os.Remove(target)
		}
	}()
	return f.write(out)
}

func (f File) write(w io.Writer) error {
	if f.From == "" {
		_, err := io.Copy(w, bytes.NewReader(f.Content))
		return err
	}
	in, err := os.Open(f.From)
	if err != nil {
		return err
	}
	defer in.Close()
	_, err = io.Copy(w, in)
	return err
}
