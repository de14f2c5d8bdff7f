package hunt

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// goFlags are the flags of the user's GOFLAGS that a flag of ours would take
// the place of.
type goFlags struct {
	ldflags string
	mod     string
	vendor  bool // the module is too old for its vendor folder to count by itself
}

// parseGoFlags reads GOFLAGS: flags separated by spaces, each of which may be
// quoted as a whole.
func parseGoFlags(text string) goFlags {
	var f goFlags
	for _, flag := range fields(text) {
		name, value, _ := strings.Cut(strings.TrimLeft(flag, "-"), "=")
		switch name {
		case "ldflags":
			f.ldflags = value
		case "mod":
			f.mod = value
		}
	}
	return f
}

// fields splits text at spaces outside of quotes, as the go command does.
func fields(text string) []string {
	var out []string
	for text = strings.TrimLeft(text, " \t\n\r"); text != ""; text = strings.TrimLeft(text, " \t\n\r") {
		if q := text[0]; q == '\'' || q == '"' {
			if end := strings.IndexByte(text[1:], q); end >= 0 {
				out = append(out, text[1:1+end])
				text = text[2+end:]
				continue
			}
		}
		end := strings.IndexAny(text, " \t\n\r")
		if end < 0 {
			end = len(text)
		}
		out = append(out, text[:end])
		text = text[end:]
	}
	return out
}

// overrides are flags for each call: nothing may write into the module, as
// -mod=mod would, and what is vendored is what counts.
func (f goFlags) overrides() []string {
	switch {
	case f.mod == "mod":
		return []string{"-mod=readonly"}
	case f.mod == "" && f.vendor:
		return []string{"-mod=vendor"}
	}
	return nil
}

// goLine is the line of go.mod that names the language version.
var goLine = regexp.MustCompile(`(?m)^\s*go\s+1\.(\d+)`)

// forgottenVendor tells whether a module has a vendor folder that the go
// command would not look at without being told: before go 1.14 it did not.
func forgottenVendor(goMod string) bool {
	if _, err := os.Stat(filepath.Join(filepath.Dir(goMod), "vendor", "modules.txt")); err != nil {
		return false
	}
	src, err := os.ReadFile(goMod)
	if err != nil {
		return false
	}
	m := goLine.FindSubmatch(src)
	if m == nil {
		return false // counts as go 1.16
	}
	minor, err := strconv.Atoi(string(m[1]))
	return err == nil && minor < 14
}
