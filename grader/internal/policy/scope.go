package policy

import (
	"go/ast"
	"go/token"
)

// object is what an identifier stands for.
type object struct {
	kind objectKind
	path string // of an imported package
	// typ and value are the type and the expression that a constant or a
	// variable is declared with, where there are such. A constant whose line
	// repeats the one above has those of that one.
	typ, value ast.Expr
	iota       int           // of a constant
	spec       *ast.TypeSpec // of a type
}

type objectKind int

const (
	isOther objectKind = iota // a function
	isPackage
	isConstant
	isVariable
	isType
	isTypeParam
)

// uses maps identifiers to what they stand for. Those of the universe (len,
// nil, int) and those that nothing declares are missing.
type uses map[*ast.Ident]*object

// fromPackage tells pkg.Name from x.field.
func (u uses) fromPackage(sel *ast.SelectorExpr) bool {
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	return ok && u[id] != nil && u[id].kind == isPackage
}

// resolve follows Go's scopes. It is exact for programs that compile, and the
// others never run.
//
// go/types is no substitute. It skips some of what stands beside a name that
// it cannot resolve, and here no import is loaded; and sixty lines of structs
// that each hold two of the one above keep it busy for ever.
func resolve(files []*source) uses {
	r := &resolver{uses: uses{}}
	r.push()
	for _, s := range files {
		for _, d := range s.syntax.Decls {
			r.declareTop(d)
		}
	}
	for _, s := range files {
		r.push()
		for _, spec := range s.syntax.Imports {
			r.scope.names[nameOf(spec)] = &object{kind: isPackage, path: pathOf(spec)}
		}
		for _, d := range s.syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				r.function(d.Recv, d.Type, d.Body)
			case *ast.GenDecl:
				r.top = true
				r.declaration(d)
				r.top = false
			}
		}
		r.pop()
	}
	return r.uses
}

type scope struct {
	outer *scope
	names map[string]*object
}

type resolver struct {
	uses  uses
	scope *scope
	top   bool // walking a declaration whose names are declared already
}

func (r *resolver) push() { r.scope = &scope{r.scope, map[string]*object{}} }
func (r *resolver) pop()  { r.scope = r.scope.outer }

func (r *resolver) declare(kind objectKind, typ ast.Expr, names ...*ast.Ident) {
	for _, n := range names {
		r.declareAs(n, &object{kind: kind, typ: typ})
	}
}

func (r *resolver) declareAs(n *ast.Ident, o *object) {
	if n != nil && n.Name != "_" {
		r.scope.names[n.Name] = o
		r.uses[n] = o
	}
}

func (r *resolver) use(n *ast.Ident) {
	for s := r.scope; s != nil; s = s.outer {
		if o, ok := s.names[n.Name]; ok {
			r.uses[n] = o
			return
		}
	}
}

// declareTop declares what a whole package sees, whatever the order.
func (r *resolver) declareTop(d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			r.declare(isOther, nil, d.Name)
		}
	case *ast.GenDecl:
		values := valuesOf(d)
		for i, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				r.declareValues(d.Tok, i, spec, values[i])
			case *ast.TypeSpec:
				r.declareAs(spec.Name, &object{kind: isType, spec: spec})
			}
		}
	}
}

// typed is the right-hand side of one line of a declaration.
type typed struct {
	typ    ast.Expr
	values []ast.Expr
}

// valuesOf is what stands on each line of a const or var declaration; a line
// of constants without values repeats those above it, and their type.
func valuesOf(d *ast.GenDecl) []typed {
	all := make([]typed, len(d.Specs))
	for i, spec := range d.Specs {
		spec, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		all[i] = typed{spec.Type, spec.Values}
		if d.Tok == token.CONST && len(spec.Values) == 0 && i > 0 {
			all[i] = all[i-1]
		}
	}
	return all
}

func (r *resolver) declareValues(tok token.Token, iota int, spec *ast.ValueSpec, rhs typed) {
	for i, n := range spec.Names {
		o := &object{kind: isVariable, typ: rhs.typ}
		if tok == token.CONST {
			o.kind, o.iota = isConstant, iota
		}
		if tok == token.CONST && i < len(rhs.values) || len(rhs.values) == len(spec.Names) {
			o.value = rhs.values[i]
		}
		r.declareAs(n, o)
	}
}

// declaration walks a declaration and, inside a function, declares its names:
// values after their expressions, types before.
func (r *resolver) declaration(d *ast.GenDecl) {
	top := r.top
	r.top = false
	defer func() { r.top = top }()
	values := valuesOf(d)
	for i, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.ValueSpec:
			r.expr(spec.Type)
			r.exprs(spec.Values)
			if !top {
				r.declareValues(d.Tok, i, spec, values[i])
			}
		case *ast.TypeSpec:
			if !top {
				r.declareAs(spec.Name, &object{kind: isType, spec: spec})
			}
			r.push()
			r.typeParams(spec.TypeParams)
			r.expr(spec.Type)
			r.pop()
		}
	}
}

// function walks a function with its parameters; recv and body may be nil.
func (r *resolver) function(recv *ast.FieldList, typ *ast.FuncType, body *ast.BlockStmt) {
	r.push()
	defer r.pop()
	r.receiver(recv)
	r.typeParams(typ.TypeParams)
	r.params(typ.Params)
	r.params(typ.Results)
	if body != nil {
		r.block(body)
	}
}

// receiver declares a receiver and the type parameters that it names: in
// func (s *Stack[T]) Push(), T.
func (r *resolver) receiver(recv *ast.FieldList) {
	if recv == nil {
		return
	}
	for _, f := range recv.List {
		typ := f.Type
		for {
			switch t := typ.(type) {
			case *ast.ParenExpr:
				typ = t.X
				continue
			case *ast.StarExpr:
				typ = t.X
				continue
			case *ast.IndexExpr:
				r.expr(t.X)
				r.declareExprs(isTypeParam, nil, t.Index)
			case *ast.IndexListExpr:
				r.expr(t.X)
				r.declareExprs(isTypeParam, nil, t.Indices...)
			default:
				r.expr(t)
			}
			break
		}
		r.declare(isVariable, f.Type, f.Names...)
	}
}

// declareExprs declares those of the expressions that are names, with their
// values where there is one for each.
func (r *resolver) declareExprs(kind objectKind, values []ast.Expr, list ...ast.Expr) {
	for i, e := range list {
		if n, ok := e.(*ast.Ident); ok {
			o := &object{kind: kind}
			if len(values) == len(list) {
				o.value = values[i]
			}
			r.declareAs(n, o)
		}
	}
}

func (r *resolver) typeParams(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, f := range list.List {
		r.declare(isTypeParam, nil, f.Names...)
	}
	for _, f := range list.List {
		r.expr(f.Type)
	}
}

// params walks all types first: in f(context context.Context, c context.X)
// both mean the package.
func (r *resolver) params(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, f := range list.List {
		r.expr(f.Type)
	}
	for _, f := range list.List {
		r.declare(isVariable, f.Type, f.Names...)
	}
}

func (r *resolver) block(b *ast.BlockStmt) {
	r.push()
	r.stmts(b.List)
	r.pop()
}

func (r *resolver) stmts(list []ast.Stmt) {
	for _, s := range list {
		r.stmt(s)
	}
}

func (r *resolver) exprs(list []ast.Expr) {
	for _, e := range list {
		r.expr(e)
	}
}

// expr and stmt take nil for what is absent.
func (r *resolver) expr(e ast.Expr) {
	if e != nil {
		r.walk(e)
	}
}

func (r *resolver) stmt(s ast.Stmt) {
	if s != nil {
		r.walk(s)
	}
}

func (r *resolver) walk(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			r.use(n)
		case *ast.SelectorExpr:
			r.expr(n.X) // fields and methods have no scope
		case *ast.Field:
			r.expr(n.Type) // nor have the names in a type
		case *ast.FuncLit:
			r.function(nil, n.Type, n.Body)
		case *ast.BlockStmt:
			r.block(n)
		case *ast.LabeledStmt:
			r.stmt(n.Stmt) // labels have a space of their own
		case *ast.BranchStmt:
		case *ast.AssignStmt:
			r.exprs(n.Rhs)
			if n.Tok == token.DEFINE {
				r.declareExprs(isVariable, n.Rhs, n.Lhs...)
			} else {
				r.exprs(n.Lhs)
			}
		case *ast.GenDecl:
			r.declaration(n)
		case *ast.IfStmt:
			r.push()
			r.stmt(n.Init)
			r.expr(n.Cond)
			r.block(n.Body)
			r.stmt(n.Else)
			r.pop()
		case *ast.ForStmt:
			r.push()
			r.stmt(n.Init)
			r.expr(n.Cond)
			r.stmt(n.Post)
			r.block(n.Body)
			r.pop()
		case *ast.RangeStmt:
			r.expr(n.X)
			r.push()
			if n.Tok == token.DEFINE {
				r.declareExprs(isVariable, nil, n.Key, n.Value)
			} else {
				r.expr(n.Key)
				r.expr(n.Value)
			}
			r.block(n.Body)
			r.pop()
		case *ast.SwitchStmt:
			r.push()
			r.stmt(n.Init)
			r.expr(n.Tag)
			r.block(n.Body)
			r.pop()
		case *ast.TypeSwitchStmt:
			r.typeSwitch(n)
		case *ast.CaseClause:
			r.clause(n, nil)
		case *ast.CommClause:
			r.push()
			r.stmt(n.Comm)
			r.stmts(n.Body)
			r.pop()
		default:
			return true
		}
		return false
	})
}

func (r *resolver) clause(c *ast.CaseClause, bound *ast.Ident) {
	r.exprs(c.List)
	r.push()
	r.declare(isVariable, nil, bound)
	r.stmts(c.Body)
	r.pop()
}

// typeSwitch declares the x of switch x := y.(type) in each clause, where the
// list of types does not see it yet.
func (r *resolver) typeSwitch(n *ast.TypeSwitchStmt) {
	r.push()
	defer r.pop()
	r.stmt(n.Init)
	var bound *ast.Ident
	if a, ok := n.Assign.(*ast.AssignStmt); ok && len(a.Lhs) == 1 {
		bound, _ = a.Lhs[0].(*ast.Ident)
		r.exprs(a.Rhs)
	} else {
		r.stmt(n.Assign)
	}
	for _, s := range n.Body.List {
		if c, ok := s.(*ast.CaseClause); ok {
			r.clause(c, bound)
		}
	}
}
