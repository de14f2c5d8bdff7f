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

// maxErrors bounds how many mistakes are named at once.
const maxErrors = 20

// Errors are the mistakes of a file, by line: at least one. After twenty, the
// others have to wait.
type Errors []*Error

func (e Errors) Error() string {
	var lines []string
	for _, one := range e {
		lines = append(lines, one.Error())
	}
	return strings.Join(lines, "\n")
}

func (e Errors) sorted() Errors {
	slices.SortStableFunc(e, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Problem, b.Problem))
	})
	return e[:min(len(e), maxErrors)]
}
