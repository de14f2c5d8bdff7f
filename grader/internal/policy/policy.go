package policy

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"
	"strings"
	"unicode"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/finding"
)

// Rules is what an exercise decides.
type Rules struct {
	// Allow lists the import paths that the candidate may use; "container/*"
	// stands for everything below container. Nil means [DefaultImports]. What
	// is never allowed stays so even when it is listed here.
	Allow []string
	// Package is the name that the package clause must have. Any but main
	// will do when it is empty.
	Package string
}

// The names of the rules, as they stand in finding.Finding.Rule.
const (
	RuleImport          = "import"
	RuleDotImport       = "dot import"
	RuleCgo             = "cgo"
	RuleAssembly        = "assembly"
	RuleFileName        = "file name"
	RuleFileSize        = "file size"
	RuleBuildConstraint = "build constraint"
	RuleDirective       = "directive"
	RuleLineDirective   = "line directive"
	RuleForeignVariable = "foreign variable"
	RuleReservedName    = "reserved name"
	RuleArraySize       = "array size"
	RuleStringSize      = "string size"
	RuleNesting         = "nesting"
	RulePackageMain     = "package main"
	RulePackageName     = "package name"
)

// The rules' names for what the compiler would refuse too.
const (
	RuleSyntax       = "syntax"
	RuleTwoPackages  = "two packages"
	maxCompileErrors = 10
)

// maxRefusals keeps a hostile file from filling the screen.
const maxRefusals = 50

// Check returns what is wrong with a candidate, by file and line; nothing when
// it may be compiled. Refusals are of kind finding.Forbidden; what the parser
// cannot read is of kind finding.CompileError, in the parser's words. Every
// position's File is the candidate.File's Path.
func Check(c candidate.Candidate, rules Rules) []finding.Finding {
	r := &report{}
	checkLeftOut(r, c)
	checkFileNames(r, c)
	files := parse(r, c)
	checkImports(r, files, rules)
	if len(r.compile) > 0 {
		return r.findings() // the rest needs whole syntax trees
	}
	checkPackages(r, files, rules)
	if !checkNesting(r, files) {
		return r.findings() // too deep to walk
	}
	names := resolve(files)
	checkForeign(r, files, names)
	checkStrings(r, files, names)
	checkSizes(r, files, names)
	return r.findings()
}

// report collects findings.
type report struct {
	refusals []finding.Finding
	compile  []finding.Finding
}

// reason is what a person reads about one broken rule.
type reason struct {
	title  string // a sentence without its full stop
	detail string // why, in a sentence
	hint   string // what to do instead
	note   string // beside the line
}

func (r *report) refuse(rule string, why reason, at ...finding.Position) {
	f := finding.Finding{Kind: finding.Forbidden, Rule: rule, Title: printable(why.title), Detail: why.detail, Hint: why.hint}
	for _, p := range at {
		f.Marks = append(f.Marks, finding.Mark{Position: p, Note: printable(why.note)})
	}
	r.refusals = append(r.refusals, f)
}

func (r *report) compileError(rule, title, hint string, at ...finding.Position) {
	title = printable(title)
	f := finding.Finding{Kind: finding.CompileError, Rule: rule, Title: title, Hint: hint}
	for _, p := range at {
		f.Marks = append(f.Marks, finding.Mark{Position: p})
	}
	if len(at) > 0 {
		f.Detail = fmt.Sprintf("%s:%d:%d: %s", at[0].File, at[0].Line, at[0].Column, title)
	}
	r.compile = append(r.compile, f)
}

func (r *report) findings() []finding.Finding {
	sortByPosition(r.refusals)
	sortByPosition(r.compile)
	all := slices.Concat(
		r.refusals[:min(len(r.refusals), maxRefusals)],
		r.compile[:min(len(r.compile), maxCompileErrors)])
	sortByPosition(all)
	return all
}

func sortByPosition(all []finding.Finding) {
	at := func(f finding.Finding) finding.Position {
		if len(f.Marks) == 0 {
			return finding.Position{}
		}
		return f.Marks[0].Position
	}
	slices.SortStableFunc(all, func(x, y finding.Finding) int {
		p, q := at(x), at(y)
		return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
	})
}

// maxText is how much of the candidate's own text goes into a sentence, in
// characters.
const maxText = 200

// printable makes the candidate's own text safe for a terminal: a comment can
// hold escape sequences, and a literal a megabyte.
func printable(s string) string {
	text := []rune(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '·'
	}, s))
	if len(text) > maxText {
		text = append(text[:maxText], '…')
	}
	return string(text)
}

// at is a place as the bytes have it; line directives have no say.
func (s *source) at(pos token.Pos) finding.Position {
	p := s.tokens.PositionFor(pos, false)
	return finding.Position{File: s.path, Line: p.Line, Column: p.Column}
}
