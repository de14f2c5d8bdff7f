package policy

import (
	"fmt"
	"strings"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/finding"
)

// checkLeftOut refuses what the candidate could not take along and would not
// be the same without.
func checkLeftOut(r *report, c candidate.Candidate) {
	for _, l := range c.LeftOut {
		at := finding.Position{File: l.Path}
		switch l.Reason {
		case candidate.Assembly:
			r.refuse(RuleAssembly, reason{
				title:  "assembly is not allowed here",
				detail: "The race detector sees only what the Go compiler has compiled.",
				hint:   "Write it in Go, and remove the file.",
			}, at)
		case candidate.CSource:
			r.refuse(RuleCgo, reason{
				title:  "source in another language is not allowed here",
				detail: "The race detector sees only what the Go compiler has compiled.",
				hint:   "Write it in Go, and remove the file.",
			}, at)
		case candidate.TooLarge, candidate.TooMany, candidate.TooMuch:
			r.refuse(RuleFileSize, reason{
				title:  "there is more code than the grader takes: " + string(l.Reason),
				detail: "A file may hold 1 MiB, and a folder 200 files and 4 MiB in all.",
				hint:   "Keep to the files that the exercise needs.",
			}, at)
		}
	}
}

// checkFileNames refuses the names by which the go command decides whether a
// file counts.
func checkFileNames(r *report, c candidate.Candidate) {
	for i, f := range c.Files {
		at := finding.Position{File: f.Path}
		if word := platform(f.Name); word != "" {
			r.refuse(RuleFileName, reason{
				title:  fmt.Sprintf("the file name ends in _%s, the name of a platform", word),
				detail: "The go command would leave the file out on every other platform.",
				hint:   "Rename the file.",
			}, at)
		}
		if strings.HasPrefix(strings.ToLower(f.Name), reservedPrefix) {
			r.refuse(RuleReservedName, reason{
				title:  "the file name " + f.Name + " is reserved",
				detail: "Names that begin with " + reservedPrefix + " are those that the grader adds to the code.",
				hint:   "Rename the file.",
			}, at)
		}
		for _, other := range c.Files[:i] {
			if strings.EqualFold(f.Name, other.Name) {
				r.refuse(RuleFileName, reason{
					title:  fmt.Sprintf("%s and %s differ in upper and lower case only", other.Name, f.Name),
					detail: "The go command refuses such a pair, since some file systems take the two for one.",
					hint:   "Rename one of the files.",
				}, at)
			}
		}
	}
}

// platform returns the GOOS or GOARCH that a file name ends in, or "". It
// reads the name as go/build does: up to the first dot, after the first
// underscore, without a trailing _test.
func platform(name string) string {
	name, _, _ = strings.Cut(name, ".")
	words := strings.Split(name, "_")[1:]
	if n := len(words); n > 0 && words[n-1] == "test" {
		words = words[:n-1]
	}
	if n := len(words); n > 0 && (knownOS[words[n-1]] || knownArch[words[n-1]]) {
		return words[n-1]
	}
	return ""
}

// knownOS and knownArch are those of internal/syslist in Go 1.26; a test holds
// them equal.
var (
	knownOS   = set("aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos")
	knownArch = set("386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
