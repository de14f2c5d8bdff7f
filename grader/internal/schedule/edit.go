package schedule

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"
)

// edits are insertions into a source file, in the order in which a walk over
// the syntax tree meets them.
type edits []edit

type edit struct {
	offset int
	text   string
	closes bool // ends something; goes before what begins at the same offset
}

// apply inserts the edits. Each place that gets some is followed by a comment
// that restores the line and the column, as the name of the file is kept when
// the comment names none.
func (e edits) apply(src []byte, file *token.File) []byte {
	sorted := slices.DeleteFunc(slices.Clone(e), func(e edit) bool { return e.text == "" })
	slices.SortStableFunc(sorted, func(a, b edit) int {
		if c := cmp.Compare(a.offset, b.offset); c != 0 {
			return c
		}
		return cmp.Compare(order(a), order(b))
	})
	out := make([]byte, 0, len(src)+48*len(e))
	done := 0
	for i, edit := range sorted {
		out = append(out, src[done:edit.offset]...)
		out = append(out, edit.text...)
		done = edit.offset
		if last := i+1 == len(sorted); last || sorted[i+1].offset != done {
			at := file.Position(file.Pos(done))
			out = fmt.Appendf(out, "/*line :%d:%d*/", at.Line, at.Column)
		}
	}
	return append(out, src[done:]...)
}

func order(e edit) int {
	if e.closes {
		return 0
	}
	return 1
}
