package compileerror

import (
	"regexp"
	"strconv"
	"strings"
)

// maxErrors bounds what one build can cost. The compiler stops at ten a
// package of its own accord.
const maxErrors = 200

// Output is what one command printed.
type Output struct {
	Errors []Error
	// TooMany is true when the compiler stopped before it had said all.
	TooMany bool
}

// Error is one complaint.
type Error struct {
	// Package is the import path in the "# …" line above it; a hidden test's
	// ends in _test. It is empty when there was none.
	Package string
	// File, Line and Column are where the tool points; File is empty and the
	// numbers are 0 where it does not say.
	File         string
	Line, Column int
	Message      string
	// More holds the indented lines below, without their indentation.
	More []string
}

var (
	located      = regexp.MustCompile(`^(?:vet: )?(\S.*?\.(?:go|s|mod|work)):(\d+)(?::(\d+))?: (.*)$`)
	twoPackages  = regexp.MustCompile(`^found packages (\S+) \((.+?\.go)\) and (\S+) \((.+?\.go)\) in (.+)$`)
	importedFrom = regexp.MustCompile(`^imports (\S+?)(?: from (.+?\.go))?(: .*)?$`)
	ignored      = regexp.MustCompile(`^(?:FAIL\b.*|ok\s.*|exit status \d+|WORK=.*)$`)
)

// Parse reads the output of a build or of go vet. It never fails: a line
// that it cannot place becomes an Error without a position.
func Parse(text string) Output {
	var out Output
	pkg := ""
	chain := "" // the "package P" line of an import cycle
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		bare := strings.TrimLeft(line, "\t ")
		indented := bare != line
		switch {
		case bare == "", ignored.MatchString(bare):
		case bare == "too many errors" || strings.HasSuffix(bare, ": too many errors"):
			out.TooMany = true
		case strings.HasPrefix(line, "# "):
			pkg, _, _ = strings.Cut(strings.Trim(line[2:], "[]"), " ")
		case len(out.Errors) == maxErrors:
			out.TooMany = true
			return out
		case strings.HasPrefix(line, "package ") && !strings.Contains(line, ": "):
			chain = line
		case indented && chain != "" && importedFrom.MatchString(bare):
			out.Errors = addImport(out.Errors, pkg, bare, &chain)
		case indented && isDetail(bare) && len(out.Errors) > 0:
			last := &out.Errors[len(out.Errors)-1]
			last.More = append(last.More, bare)
		default:
			out.Errors = append(out.Errors, newError(pkg, bare))
		}
	}
	return out
}

// isDetail tells a line that belongs to the error above it from an indented
// error, such as go list prints below "package P".
func isDetail(bare string) bool {
	m := located.FindStringSubmatch(bare)
	return m == nil || strings.HasPrefix(m[4], "other declaration") || strings.HasPrefix(m[4], "previous ")
}

func newError(pkg, line string) Error {
	if m := located.FindStringSubmatch(line); m != nil {
		e := Error{Package: pkg, File: m[1], Message: m[4]}
		e.Line, _ = strconv.Atoi(m[2])
		e.Column, _ = strconv.Atoi(m[3])
		return e
	}
	if m := twoPackages.FindStringSubmatch(line); m != nil {
		file := m[2]
		if strings.HasSuffix(file, "_test.go") {
			file = m[4]
		}
		return Error{Package: pkg, File: m[5] + "/" + file, Line: 1, Message: line}
	}
	return Error{Package: pkg, Message: strings.TrimPrefix(line, "vet: ")}
}

// addImport adds one line of an import cycle. The first one makes the error,
// at the file that begins the cycle.
func addImport(errs []Error, pkg, line string, chain *string) []Error {
	m := importedFrom.FindStringSubmatch(line)
	if *chain != openChain {
		errs = append(errs, Error{Package: pkg, File: m[2], Message: strings.TrimPrefix(m[3], ": "), More: []string{*chain, line}})
		*chain = openChain
	} else {
		last := &errs[len(errs)-1]
		last.More = append(last.More, line)
		last.Message = strings.TrimPrefix(m[3], ": ")
	}
	if m[3] != "" {
		*chain = ""
	}
	return errs
}

// openChain stands for a "package P" line whose first import has been read.
const openChain = "\x00"
