package compileerror

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"maps"
	"slices"
	"strings"
)

// Signatures reads the exported names of a package from its source, by file
// name, and returns what a learner has to provide:
//
//	"Counter"     -> "type Counter struct"
//	"New"         -> "func New() *Counter"
//	"Counter.Add" -> "func (*Counter) Add(d int)"
//	"ErrClosed"   -> "var ErrClosed"
//
// Unexported fields stay out: the source is the reference solution's, and
// how it does its work is for the learner to find. Test files are skipped.
// The error names every file that does not parse; what does is returned
// all the same.
func Signatures(files map[string][]byte) (map[string]string, error) {
	sigs := map[string]string{}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(name, "_test.go") || !strings.HasSuffix(name, ".go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, files[name], parser.SkipObjectResolution)
		if err != nil {
			errs = append(errs, fmt.Errorf("read signatures: %w", err))
		}
		if f == nil {
			continue
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				addFunc(sigs, d)
			case *ast.GenDecl:
				addDecl(sigs, d)
			}
		}
	}
	return sigs, errors.Join(errs...)
}

func addFunc(sigs map[string]string, d *ast.FuncDecl) {
	if !d.Name.IsExported() {
		return
	}
	if d.Recv == nil || len(d.Recv.List) != 1 {
		sigs[d.Name.Name] = text(&ast.FuncDecl{Name: d.Name, Type: d.Type})
		return
	}
	recv := d.Recv.List[0].Type
	name := baseName(recv)
	if !ast.IsExported(name) {
		return
	}
	sigs[name+"."+d.Name.Name] = text(&ast.FuncDecl{
		Recv: &ast.FieldList{List: []*ast.Field{{Type: recv}}},
		Name: d.Name, Type: d.Type,
	})
}

func addDecl(sigs map[string]string, d *ast.GenDecl) {
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if spec.Name.IsExported() {
				sigs[spec.Name.Name] = typeText(spec)
			}
		case *ast.ValueSpec:
			for _, name := range spec.Names {
				if !name.IsExported() {
					continue
				}
				sigs[name.Name] = d.Tok.String() + " " + name.Name
				if spec.Type != nil {
					sigs[name.Name] += " " + text(spec.Type)
				}
			}
		}
	}
}

// typeText prints a type without the unexported fields of a struct.
func typeText(spec *ast.TypeSpec) string {
	s, ok := spec.Type.(*ast.StructType)
	if !ok {
		bare := *spec
		bare.Doc, bare.Comment = nil, nil
		return "type " + text(&bare)
	}
	head := "type " + spec.Name.Name
	if spec.TypeParams != nil {
		var params []string
		for _, p := range spec.TypeParams.List {
			var names []string
			for _, n := range p.Names {
				names = append(names, n.Name)
			}
			params = append(params, strings.Join(names, ", ")+" "+text(p.Type))
		}
		head += "[" + strings.Join(params, ", ") + "]"
	}
	var fields []string
	for _, f := range s.Fields.List {
		var names []string
		for _, n := range f.Names {
			if n.IsExported() {
				names = append(names, n.Name)
			}
		}
		if len(names) > 0 {
			fields = append(fields, strings.Join(names, ", ")+" "+text(f.Type))
		}
	}
	if len(fields) == 0 {
		return head + " struct"
	}
	return head + " struct { " + strings.Join(fields, "; ") + " }"
}

// baseName is the type's name in a receiver: Counter in *Counter[K].
func baseName(expr ast.Expr) string {
	switch e := expr.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.StarExpr:
		return baseName(e.X)
	case *ast.ParenExpr:
		return baseName(e.X)
	case *ast.IndexExpr:
		return baseName(e.X)
	case *ast.IndexListExpr:
		return baseName(e.X)
	}
	return ""
}

// text prints a node on one line. It is given no positions, so that the
// printer breaks lines only where Go needs a semicolon otherwise.
func text(node any) string {
	var b bytes.Buffer
	if err := printer.Fprint(&b, token.NewFileSet(), node); err != nil {
		return ""
	}
	var out string
	for line := range strings.Lines(b.String()) {
		switch line = strings.Join(strings.Fields(line), " "); {
		case line == "":
		case out == "":
			out = line
		case strings.HasSuffix(out, "{"), strings.HasSuffix(out, ","), strings.HasSuffix(out, "("), strings.HasPrefix(line, "}"):
			out += " " + line
		default:
			out += "; " + line
		}
	}
	return out
}
