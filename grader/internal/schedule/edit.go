package schedule

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"
)

// edits are insertions into a source file. At the same offset they stand in
// the order in which they were made: a walk over the syntax tree in the order
// of the text opens what is outside first and closes it last.
type edits []edit

type edit struct {
	offset int
	text   string
}

// apply inserts the edits. Each place that gets some is followed by a comment
// that restores the line and the column, as the name of the file is kept when
// the comment names none.
func (e edits) apply(src []byte, file *token.File) []byte {
	sorted := slices.DeleteFunc(slices.Clone(e), func(e edit) bool { return e.text == "" })
	slices.SortStableFunc(sorted, func(a, b edit) int { return cmp.Compare(a.offset, b.offset) })
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
