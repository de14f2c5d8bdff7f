package alike

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"hash/maphash"
	"maps"
	"slices"
	"strings"
)

// Length is how many words a shingle has: about two short statements.
const Length = 12

// seed is fixed for a process: shingles are compared within it only.
var seed = maphash.MakeSeed()

// Code is a candidate, reduced to what is compared.
type Code struct {
	shingles []uint64 // sorted, each once
	exact    uint64   // of all files as they are
	form     uint64   // of the shingles
}

// Parse reduces a candidate's files. It reports false when one does not parse,
// which is then like nothing.
func Parse(files map[string][]byte) (Code, bool) {
	var c Code
	var h maphash.Hash
	h.SetSeed(seed)
	set := map[uint64]bool{}
	var parsed []*ast.File
	declared := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		h.WriteString(name)
		h.Write(bytes.TrimSpace(files[name]))
		f, err := parser.ParseFile(token.NewFileSet(), name, files[name], parser.SkipObjectResolution)
		if err != nil {
			return Code{}, false
		}
		parsed = append(parsed, f)
		declare(f, declared)
	}
	if len(parsed) == 0 {
		return Code{}, false
	}
	for _, f := range parsed {
		for _, d := range f.Decls {
			for _, unit := range units(d) {
				shingles(words(unit, declared), set)
			}
		}
	}
	c.exact = h.Sum64()
	c.shingles = slices.Sorted(maps.Keys(set))
	h.Reset()
	for _, s := range c.shingles {
		maphash.WriteComparable(&h, s)
	}
	c.form = h.Sum64()
	return c, true
}

// units are the parts of a declaration whose order says nothing: a function, or
// each name of a block of variables. Imports are none.
func units(d ast.Decl) []ast.Node {
	g, ok := d.(*ast.GenDecl)
	if !ok {
		return []ast.Node{d}
	}
	var all []ast.Node
	for _, s := range g.Specs {
		if _, isImport := s.(*ast.ImportSpec); !isImport {
			all = append(all, s)
		}
	}
	return all
}

// declare collects every name that a file gives to something. Whether another
// thing of that name is meant somewhere does not matter: this is no compiler.
func declare(f *ast.File, names map[string]bool) {
	add := func(ids ...*ast.Ident) {
		for _, id := range ids {
			if id != nil {
				names[id.Name] = true
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			// A method may be called Lock; the library's stays Lock then.
			if n.Recv == nil || !n.Name.IsExported() {
				add(n.Name)
			}
		case *ast.TypeSpec:
			add(n.Name)
		case *ast.ValueSpec:
			add(n.Names...)
		case *ast.Field:
			add(n.Names...)
		case *ast.LabeledStmt:
			add(n.Label)
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				for _, l := range n.Lhs {
					if id, ok := l.(*ast.Ident); ok {
						add(id)
					}
				}
			}
		case *ast.RangeStmt:
			for _, e := range []ast.Expr{n.Key, n.Value} {
				if id, ok := e.(*ast.Ident); ok && n.Tok == token.DEFINE {
					add(id)
				}
			}
		}
		return true
	})
}

// words writes a tree, node by node, with an end mark after those that hold
// statements.
func words(root ast.Node, declared map[string]bool) []string {
	var row []string
	var open []ast.Node
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil {
			last := open[len(open)-1]
			open = open[:len(open)-1]
			switch last.(type) {
			case *ast.BlockStmt, *ast.CallExpr, *ast.CaseClause, *ast.CommClause:
				row = append(row, ")")
			}
			return true
		}
		switch n.(type) {
		case *ast.CommentGroup, *ast.Comment:
			return false
		}
		open = append(open, n)
		if w := word(n, declared); w != "" {
			row = append(row, w)
		}
		return true
	})
	return row
}

// word is what a node adds by itself; "" when its children say it all.
func word(n ast.Node, declared map[string]bool) string {
	switch n := n.(type) {
	case *ast.Ident:
		if declared[n.Name] {
			return "x"
		}
		return n.Name
	case *ast.BasicLit:
		return n.Kind.String()
	case *ast.BinaryExpr:
		return n.Op.String()
	case *ast.UnaryExpr:
		return "u" + n.Op.String()
	case *ast.AssignStmt:
		return n.Tok.String()
	case *ast.IncDecStmt:
		return n.Tok.String()
	case *ast.BranchStmt:
		return n.Tok.String()
	case *ast.ChanType:
		return [...]string{"chan", "chan<-", "<-chan", "chan"}[n.Dir&3]
	case *ast.SendStmt:
		return "send"
	case *ast.StarExpr:
		return "*"
	case *ast.IndexExpr:
		return "["
	case *ast.SliceExpr:
		return "[:"
	case *ast.CallExpr:
		return "("
	case *ast.FuncLit, *ast.FuncDecl:
		return "func"
	case *ast.CompositeLit:
		return "lit"
	case *ast.BlockStmt:
		return "{"
	case *ast.IfStmt:
		return "if"
	case *ast.ForStmt:
		return "for"
	case *ast.RangeStmt:
		return "range"
	case *ast.SelectStmt:
		return "select"
	case *ast.SwitchStmt, *ast.TypeSwitchStmt:
		return "switch"
	case *ast.CaseClause, *ast.CommClause:
		return "case"
	case *ast.ReturnStmt:
		return "return"
	case *ast.GoStmt:
		return "go"
	case *ast.DeferStmt:
		return "defer"
	case *ast.StructType:
		return "struct"
	case *ast.InterfaceType:
		return "interface"
	case *ast.MapType:
		return "map"
	case *ast.ArrayType:
		return "array"
	case *ast.TypeAssertExpr:
		return ".("
	case *ast.Ellipsis:
		return "..."
	}
	return ""
}

// shingles adds each stretch of words; a row that is shorter is one.
func shingles(row []string, set map[uint64]bool) {
	for i := 0; i == 0 || i+Length <= len(row); i++ {
		var h maphash.Hash
		h.SetSeed(seed)
		for _, w := range row[i:min(len(row), i+Length)] {
			h.WriteString(w)
			h.WriteByte(0)
		}
		set[h.Sum64()] = true
	}
}
