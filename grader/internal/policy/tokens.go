package policy

import (
	"go/build/constraint"
	"go/scanner"
	"go/token"
	"strings"

	"racekata/grader/internal/candidate"
)

// reservedPrefix begins the names that the grader adds to the candidate.
const reservedPrefix = "racekata"

// checkTokens looks at comments and names, wherever they stand.
func checkTokens(r *report, f candidate.File) {
	file := token.NewFileSet().AddFile(f.Path, -1, len(f.Content))
	var s scanner.Scanner
	s.Init(file, f.Content, nil, scanner.ScanComments)
	reserved := map[string]bool{}
	for {
		pos, tok, lit := s.Scan()
		switch {
		case tok == token.EOF:
			return
		case tok == token.COMMENT:
			if rule, why := directive(lit); rule != "" {
				r.refuse(rule, why, position(f, file.Offset(pos)))
			}
		case tok == token.IDENT && strings.HasPrefix(lit, reservedPrefix) && !reserved[lit]:
			reserved[lit] = true
			r.refuse(RuleReservedName, reason{
				title:  "the name " + lit + " is reserved",
				detail: "Names that begin with " + reservedPrefix + " are those that the grader adds to the code.",
				hint:   "Choose another name.",
				note:   "used here",
			}, position(f, file.Offset(pos)))
		}
	}
}

// directive tells whether a comment speaks to a tool that the grader relies
// on, and by which rule it is refused. The scanner has taken carriage returns
// out of it already.
//
// Where a tool looks at the column as well, any column counts here: a formatter
// may move it.
func directive(comment string) (rule string, why reason) {
	if text, ok := lineDirective(comment); ok {
		return RuleLineDirective, reason{
			title:  "a line directive is not allowed here",
			detail: "It makes the compiler and every report name another file or line than the one you wrote.",
			hint:   "Remove it, or put a space in front of the word if it was meant as prose.",
			note:   text,
		}
	}
	for line := range strings.SplitSeq(comment, "\n") {
		line = strings.TrimSpace(line)
		if inner, ok := strings.CutPrefix(line, "/*go:"); ok {
			line = "//go:" + strings.TrimSuffix(inner, "*/") // no tool reads it today
		}
		word, _, _ := strings.Cut(line, " ")
		switch {
		case constraint.IsGoBuild(line), constraint.IsPlusBuild(line), word == "//go:build":
			return RuleBuildConstraint, reason{
				title:  "a build constraint is not allowed here",
				detail: "The file would count on some machines or in some builds and not in others, such as those with the race detector.",
				hint:   "Remove the line.",
				note:   line,
			}
		case strings.HasPrefix(line, "//go:"), isExport(line):
			return RuleDirective, reason{
				title:  "the directive " + word + " is not allowed here",
				detail: "Directives change how the compiler treats the code; some hide races from the race detector.",
				hint:   "Remove the line.",
				note:   line,
			}
		}
	}
	return "", reason{}
}

// isExport recognises cgo's `//export Name`; prose has more words.
func isExport(line string) bool {
	name, ok := strings.CutPrefix(line, "//export ")
	return ok && len(strings.Fields(name)) == 1
}

// lineDirective recognises `//line file:line`, `//line :line:col` and the
// same between /* and */, as cmd/compile/internal/syntax does: the word
// "line" directly after the opening, one space, and digits after the last
// colon. `// line 3` and `//line 3` are prose to the compiler too.
func lineDirective(comment string) (text string, ok bool) {
	body := strings.TrimSuffix(comment[2:], "*/")
	if !strings.HasPrefix(body, "line ") {
		return "", false
	}
	i := strings.LastIndexByte(body, ':')
	if i < 0 {
		return "", false
	}
	digits := strings.TrimSpace(body[i+1:])
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return "", false // the compiler calls it an invalid line number
	}
	text, _, _ = strings.Cut(body, "\n")
	return text, true
}
