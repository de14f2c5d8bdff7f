package policy

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/finding"
)

// source is one file of the candidate, read.
type source struct {
	name, path string
	fset       *token.FileSet
	tokens     *token.File
	syntax     *ast.File
}

// parse reads every file and reports what its tokens alone show. The tokens
// are read apart from the syntax, so that they are seen in a file that does
// not parse.
func parse(r *report, c candidate.Candidate) []*source {
	fset := token.NewFileSet()
	var files []*source
	for _, f := range c.Files {
		checkTokens(r, f)
		s := &source{name: f.Name, path: f.Path, fset: fset}
		var err error
		s.syntax, err = parser.ParseFile(fset, f.Path, f.Content, parser.ParseComments|parser.SkipObjectResolution)
		reportSyntax(r, f, err)
		if s.syntax == nil {
			continue
		}
		s.tokens = fset.File(s.syntax.FileStart)
		files = append(files, s)
	}
	return files
}

func reportSyntax(r *report, f candidate.File, err error) {
	if err == nil {
		return
	}
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		r.compileError(RuleSyntax, err.Error(), "", finding.Position{File: f.Path})
		return
	}
	last := 0
	for _, e := range list {
		// The parser's line obeys line directives; its offset does not. A
		// second error on a line follows from the first more often than not.
		if at := position(f, e.Pos.Offset); at.Line != last {
			r.compileError(RuleSyntax, e.Msg, "", at)
			last = at.Line
		}
	}
}

// position is the line and column of an offset.
func position(f candidate.File, offset int) finding.Position {
	before := f.Content[:min(max(offset, 0), len(f.Content))]
	return finding.Position{
		File:   f.Path,
		Line:   1 + bytes.Count(before, []byte("\n")),
		Column: len(before) - bytes.LastIndexByte(before, '\n'),
	}
}

// maxDepth is how deep syntax may nest. go/types and the schedule walk it
// recursively; a chain of half a million additions would end the grader by
// stack overflow. Ordinary code stays below a hundred.
const maxDepth = 1000

// checkNesting returns false when a file is too deep to be walked.
func checkNesting(r *report, files []*source) bool {
	ok := true
	for _, s := range files {
		depth, deepest := 0, token.NoPos
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			if n == nil {
				depth--
				return true
			}
			if depth == maxDepth {
				deepest = n.Pos()
			}
			if deepest.IsValid() {
				return false
			}
			depth++
			return true
		})
		if deepest.IsValid() {
			ok = false
			r.refuse(RuleNesting, reason{
				title:  "an expression or a block nests more than 1000 levels deep",
				detail: "The grader walks the code level by level, and so much depth would cost it its memory.",
				hint:   "Split it into variables or functions.",
				note:   "the 1000th level",
			}, s.at(deepest))
		}
	}
	return ok
}
