package schedule

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/token"
	"go/version"
	"strings"
)

// raised is the lowest language version that a build constraint can give to a
// file of an older module. It has generics, and loops with one variable for
// all rounds, as in all versions before it.
const raised = "go1.21"

// tooOld reports whether a module's language has no generics, which the hooks
// inside expressions need.
func tooOld(goVersion string) bool {
	return goVersion != "" && version.Compare(version.Lang(goVersion), "go1.18") < 0
}

// raise gives text, which was made from f, a build constraint that raises its
// language version and keeps the constraints that it has. Positions stay.
func raise(text []byte, f *ast.File, file *token.File) []byte {
	var plus constraint.Expr
	for _, group := range f.Comments {
		if group.Pos() > f.Package {
			break
		}
		for _, c := range group.List {
			if !constraint.IsGoBuild(c.Text) && group == f.Doc {
				continue // the older form needs a blank line after it
			}
			x, err := constraint.Parse(c.Text)
			if err != nil {
				continue
			}
			if constraint.IsGoBuild(c.Text) {
				// Nothing is inserted before the package clause, so that
				// the offsets up to here are those of the original.
				start, end := file.Offset(c.Pos()), file.Offset(c.End())
				line := fmt.Sprintf("//go:build (%s) && %s", x, raised)
				return append([]byte(string(text[:start])+line), text[end:]...)
			}
			// Without a //go:build line the older form, +build, counts, all lines
			// of it; with one they are ignored.
			if plus == nil {
				plus = x
			} else {
				plus = &constraint.AndExpr{X: plus, Y: x}
			}
		}
	}
	line := "//go:build " + raised
	if plus != nil {
		line = fmt.Sprintf("//go:build (%s) && %s", plus, raised)
	}
	const mark = "\ufeff" // counts only at the very start of a file
	body, marked := strings.CutPrefix(string(text), mark)
	head := line + "\n//line :1:1\n"
	if marked {
		head = mark + line + "\n//line :1:4\n"
	}
	return []byte(head + body)
}
