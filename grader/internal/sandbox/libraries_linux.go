package sandbox

import (
	"bytes"
	"debug/elf"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// linkerCache tells the dynamic linker where libraries are.
const linkerCache = "/etc/ld.so.cache"

// libraries are the files that a program needs to start: the dynamic linker,
// the libraries and those that they need. They are found by reading the files;
// nothing of the program is run. A static program needs none.
func libraries(binary string) ([]library, error) {
	var (
		found []library
		seen  = map[string]bool{}
		dirs  = libraryDirs()
		visit func(file string, dirs []string) error
	)
	visit = func(file string, dirs []string) error {
		needs, interp, own, err := dynamic(file)
		if err != nil {
			return fmt.Errorf("sandbox: read %s: %w", filepath.Base(file), err)
		}
		if interp != "" && !seen[interp] {
			seen[interp] = true
			real, err := filepath.EvalSymlinks(interp)
			if err != nil {
				return fmt.Errorf("sandbox: find the dynamic linker: %w", err)
			}
			found = append(found, library{real, interp})
			seen[filepath.Base(interp)] = true
		}
		for _, name := range needs {
			if seen[name] {
				continue
			}
			seen[name] = true
			lib, err := find(name, append(own, dirs...))
			if err != nil {
				return err
			}
			found = append(found, lib)
			if err := visit(lib.From, dirs); err != nil {
				return err
			}
		}
		return nil
	}
	if err := visit(binary, dirs); err != nil {
		return nil, err
	}
	if len(found) > 0 {
		if _, err := os.Stat(linkerCache); err == nil {
			found = append(found, library{linkerCache, linkerCache})
		}
	}
	return found, nil
}

// dynamic reads what an ELF file needs: libraries, linker, own folders.
func dynamic(file string) (needs []string, interp string, dirs []string, err error) {
	f, err := elf.Open(file)
	if err != nil {
		return nil, "", nil, err
	}
	defer f.Close()
	for _, p := range f.Progs {
		if p.Type == elf.PT_INTERP {
			b, err := io.ReadAll(io.LimitReader(p.Open(), 4096))
			if err != nil {
				return nil, "", nil, err
			}
			interp = string(bytes.TrimRight(b, "\x00"))
		}
	}
	if needs, err = f.ImportedLibraries(); err != nil {
		return nil, "", nil, err
	}
	for _, tag := range []elf.DynTag{elf.DT_RUNPATH, elf.DT_RPATH} {
		paths, err := f.DynString(tag)
		if err != nil {
			return nil, "", nil, err
		}
		for _, p := range paths {
			dirs = append(dirs, filepath.SplitList(strings.ReplaceAll(p, "$ORIGIN", filepath.Dir(file)))...)
		}
	}
	return needs, interp, dirs, nil
}

func find(name string, dirs []string) (library, error) {
	for _, dir := range dirs {
		p := filepath.Join(dir, name)
		real, err := filepath.EvalSymlinks(p)
		if err != nil {
			continue
		}
		// A 32-bit library of the same name is not the one.
		if f, err := elf.Open(real); err == nil {
			native := f.Class == elf.ELFCLASS64
			f.Close()
			if native {
				return library{real, p}, nil
			}
		}
	}
	return library{}, fmt.Errorf("sandbox: the library %s was not found", name)
}

// libraryDirs are the folders where a distribution keeps its libraries.
func libraryDirs() []string {
	dirs := []string{
		"/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu",
		"/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
		"/lib64", "/usr/lib64", "/lib", "/usr/lib", "/usr/local/lib",
	}
	files, _ := filepath.Glob("/etc/ld.so.conf.d/*.conf")
	for _, f := range append([]string{"/etc/ld.so.conf"}, files...) {
		b, err := os.ReadFile(f)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		for line := range strings.Lines(string(b)) {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "/") {
				dirs = append(dirs, line)
			}
		}
	}
	return dirs
}
