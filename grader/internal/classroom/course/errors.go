package course

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Error is one mistake in a course file.
type Error struct {
	Line    int    // from 1
	Problem string // "the weight is -1"
	Fix     string // what to write instead
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: %s: %s", e.Line, e.Problem, e.Fix) }

// Errors are all mistakes of a file, by line: at least one.
type Errors []*Error

func (e Errors) Error() string {
	var lines []string
	for _, one := range e {
		lines = append(lines, one.Error())
	}
	return strings.Join(lines, "\n")
}

func (e Errors) sorted() Errors {
	slices.SortStableFunc(e, func(a, b *Error) int { return cmp.Compare(a.Line, b.Line) })
	return e
}
