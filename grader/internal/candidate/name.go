package candidate

import (
	"io/fs"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// leaveOut decides by name and type alone. silent entries are not worth a
// line to anyone.
func leaveOut(name string, typ fs.FileMode) (why Reason, silent bool) {
	if name == "demo" && typ.IsDir() {
		return "", true
	}
	ext := path.Ext(name)
	hidden := strings.HasPrefix(name, "_") || strings.HasPrefix(name, ".")
	switch {
	case hidden && ext == ".go" && typ.IsRegular():
		return Ignored, false
	case hidden:
		return "", true // .git, .DS_Store, .idea
	case typ&fs.ModeSymlink != 0:
		return Link, false
	case typ.IsDir():
		return Folder, false
	case !typ.IsRegular():
		return Special, false
	}
	switch ext {
	case ".go":
		switch {
		case !safeName(name):
			return BadName, false
		case strings.HasSuffix(name, "_test.go"):
			return Test, false
		}
		return "", false
	case ".s", ".S", ".sx", ".syso":
		return Assembly, false
	case ".c", ".cc", ".cpp", ".cxx", ".m", ".h", ".hh", ".hpp", ".hxx",
		".f", ".F", ".for", ".f90", ".swig", ".swigcxx":
		return CSource, false
	case ".o", ".a":
		return Object, false
	}
	switch name {
	case "go.mod", "go.sum", "go.work", "go.work.sum":
		return ModuleFile, false
	}
	return "", true
}

// safeName accepts the names that the go command takes as arguments and that
// no tool splits: a colon ends a file name in an error's position, and "=>"
// and ";" do so in the compiler's -trimpath.
func safeName(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return utf8.ValidString(name) &&
		(unicode.IsLetter(first) || unicode.IsDigit(first)) &&
		!strings.ContainsFunc(name, func(r rune) bool {
			return !unicode.IsPrint(r) || strings.ContainsRune(":;=<>|*?\"'`$%&\\/", r)
		})
}

// shown is a path as a person may see it: quoted when the name holds what
// does not print.
func shown(p string) string {
	if utf8.ValidString(p) && !strings.ContainsFunc(p, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return p
	}
	return strconv.Quote(p)
}
