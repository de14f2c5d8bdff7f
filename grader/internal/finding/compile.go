package finding

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"racekata/grader/internal/finding/compileerror"
)

// maxCompile bounds how many errors a learner gets at once.
const maxCompile = 10

// Compile words the output of a build that failed. contract is source files
// by name, the reference solution's say, that have the signatures which the
// hidden tests call. The candidate's own errors come first; there is at
// least one finding.
func Compile(output string, contract map[string][]byte, localize Localize) []Finding {
	// Source that does not parse is the grader's problem, and what could be
	// read of it still helps.
	want, _ := compileerror.Signatures(contract)
	out := compileerror.Parse(output)
	var own, unkept, other []Finding
	for _, e := range out.Errors {
		at := frameAt("", e.File, e.Line, localize)
		at.Column = e.Column
		switch {
		case e.Line == 0: // such as an import cycle
			own = addOnce(own, whole(e))
		case at.Origin == Candidate:
			own = addOnce(own, candidateError(e, at.Position))
		default:
			if u, ok := e.Unmet(want); ok {
				unkept = addOnce(unkept, unmet(u))
			} else {
				other = append(other, Finding{
					Kind:   CompileError,
					Title:  "the hidden tests do not compile with your program",
					Detail: detail(at.Position.String() + ": " + message(e)),
				})
			}
		}
	}
	found := append(own, unkept...)
	if len(found) == 0 && len(other) > 0 {
		found = other[:1] // what follows from a first error explains nothing
	}
	if len(found) == 0 {
		return []Finding{{Kind: CompileError, Title: "the program does not compile", Detail: detail(output)}}
	}
	if len(found) > maxCompile {
		found = found[:maxCompile]
	}
	return found
}

func addOnce(all []Finding, f Finding) []Finding {
	if slices.ContainsFunc(all, func(o Finding) bool { return o.Key() == f.Key() }) {
		return all
	}
	return append(all, f)
}

// message is the compiler's words in full.
func message(e compileerror.Error) string {
	return strings.Join(append([]string{e.Message}, e.More...), "\n\t")
}

// hints are next steps for what learners meet most. The first that matches
// counts; $1 is the pattern's first group.
var hints = []struct {
	message *regexp.Regexp
	hint    string
}{
	{regexp.MustCompile(`^"(.+)" imported(?: as \w+)? and not used$`), `Remove the import of "$1", or use it.`},
	{regexp.MustCompile(`^declared and not used: (\w+)$`), "Use $1, or leave it out; _ takes a value that nobody needs."},
	{regexp.MustCompile(`^undefined: (sync|atomic|context|time|errors|fmt|slices|maps|sort|strings|strconv|math)$`), "Import the package $1."},
	{regexp.MustCompile(`^missing return$`), "Every way through a function with a result has to end in return or panic."},
	{regexp.MustCompile(`^(\w+) redeclared in this block$`), "Two files of the folder, or two places in one, declare $1."},
	{regexp.MustCompile(`^package (\S+) is not in std`), "The standard library has no package $1; others are not available here."},
	{regexp.MustCompile(`^(?:no required module provides|cannot find module providing) package ([^\s:;]+)`), "$1 is not part of the standard library; only that is available here."},
	{regexp.MustCompile(`^expected 'package', found`), "A Go file begins with its package clause."},
	{regexp.MustCompile(`^missing function body$`), "Give the function a body."},
}

func candidateError(e compileerror.Error, at Position) Finding {
	f := Finding{Kind: CompileError, Title: sentence(e.Message), Marks: []Mark{{Position: at}}}
	if m := packagesFound(e.Message); m != "" {
		f.Title, f.Detail = m, e.Message
		return f
	}
	if len(e.More) > 0 || strings.HasSuffix(f.Title, "…") {
		f.Detail = detail(message(e))
	}
	for _, h := range hints {
		if m := h.message.FindStringSubmatchIndex(e.Message); m != nil {
			f.Hint = string(h.message.ExpandString(nil, h.hint, e.Message, m))
			break
		}
	}
	return f
}

var foundPackages = regexp.MustCompile(`^found packages (\S+) \((\S+)\) and (\S+) \((\S+)\) in `)

// packagesFound words two package clauses in one folder, "" when the message
// is another.
func packagesFound(msg string) string {
	m := foundPackages.FindStringSubmatch(msg)
	switch {
	case m == nil:
		return ""
	case strings.HasSuffix(m[4], "_test.go"):
		return fmt.Sprintf("%s says package %s, but the exercise's package is %s", m[2], m[1], m[3])
	case strings.HasSuffix(m[2], "_test.go"):
		return fmt.Sprintf("%s says package %s, but the exercise's package is %s", m[4], m[3], m[1])
	}
	return fmt.Sprintf("%s says package %s, but %s says package %s", m[2], m[1], m[4], m[3])
}

// whole is an error without a place.
func whole(e compileerror.Error) Finding {
	f := Finding{Kind: CompileError, Title: sentence(e.Message)}
	if len(e.More) > 0 {
		f.Detail = detail(message(e))
	}
	if strings.Contains(e.Message, "no non-test Go files") || strings.Contains(e.Message, "no Go files") {
		f.Title, f.Detail = "there is no Go file to compile", e.Message
	}
	return f
}

// unmet is a name that the hidden tests need and do not get.
func unmet(u compileerror.Unmet) Finding {
	f := Finding{Kind: CompileError, Rule: "contract"}
	if u.Missing {
		f.Title = u.Name + " is missing"
	} else {
		f.Title = u.Name + " does not have the signature that the tests call"
	}
	var lines []string
	if u.Want != "" {
		lines = append(lines, "expected: "+u.Want)
	}
	if u.Have != "" {
		lines = append(lines, "found: "+u.Have)
	}
	f.Detail = strings.Join(lines, "\n")
	return f
}
