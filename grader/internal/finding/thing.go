package finding

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// thing is memory that a line of the candidate touches, as far as its syntax
// tells.
type thing struct {
	// name is what a title calls it: "Counter.n", "the map Index.words",
	// "elements of results", "the whole Counter".
	name string
	// key is equal for two things that are the same declaration.
	key         string
	sort        thingSort
	read, write bool
	// hidden is true when no other package can reach it by its name.
	hidden bool
	// local is true for a variable of a function. It is shared only where a
	// function literal captures it.
	local bool
	// direct is true for a map whose length is read, which takes no call.
	direct bool
	// within holds the keys of what it is a part of, when that is held by
	// value: an access to the part is one to the whole.
	within []string
}

type thingSort int

const (
	aVariable thingSort = iota // a variable or a field
	aMap                       // a map's contents
	elements                   // of a slice or an array
	aPointee                   // what a pointer points to
	aChannel
	aWhole // a struct that is copied
)

// touched lists what a line reads and writes, in the order of the source.
func (s *Sources) touched(file string, line int) []thing {
	f := s.syntax(file)
	if f == nil || line < 1 {
		return nil
	}
	t := toucher{s: s, info: s.info(), line: line, file: f}
	ast.Walk(&t, f)
	return t.things
}

// toucher collects things. Its methods are given an expression and what is
// done to it.
type toucher struct {
	s      *Sources
	info   *types.Info
	file   *ast.File
	line   int
	things []thing
}

// Visit implements ast.Visitor: it looks at the statements and expressions
// that cover the line.
func (t *toucher) Visit(n ast.Node) ast.Visitor {
	if n == nil || !t.s.spans(n, t.line) {
		return nil
	}
	switch n := n.(type) {
	case *ast.FuncDecl:
		if n.Body != nil {
			ast.Walk(t, n.Body)
		}
		return nil
	case *ast.TypeSpec, *ast.ImportSpec, *ast.CommentGroup:
		return nil
	case *ast.AssignStmt:
		for _, e := range n.Lhs {
			t.use(e, n.Tok != token.ASSIGN && n.Tok != token.DEFINE, true)
		}
		t.readAll(n.Rhs)
		return t.literals(n.Rhs...)
	case *ast.IncDecStmt:
		t.use(n.X, true, true)
		return nil
	case *ast.ValueSpec:
		for _, name := range n.Names {
			t.use(name, false, true)
		}
		t.readAll(n.Values)
		return t.literals(n.Values...)
	case *ast.RangeStmt:
		t.ranged(n)
		if t.at(n.X) {
			t.literals(n.X)
		}
		ast.Walk(t, n.Body)
		return nil
	case *ast.SendStmt:
		t.add(n.Chan, aChannel, true, true)
		t.read(n.Chan)
		t.read(n.Value)
		return t.literals(n.Value)
	case ast.Expr:
		t.read(n)
		return t.literals(n)
	}
	return t
}

// literals walks the function literals inside expressions: their bodies are
// statements that may cover the line.
func (t *toucher) literals(exprs ...ast.Expr) ast.Visitor {
	for _, e := range exprs {
		ast.Inspect(e, func(n ast.Node) bool {
			if l, ok := n.(*ast.FuncLit); ok {
				ast.Walk(t, l.Body)
				return false
			}
			return true
		})
	}
	return nil
}

func (t *toucher) at(e ast.Expr) bool { return e != nil && t.s.spans(e, t.line) }

func (t *toucher) ranged(n *ast.RangeStmt) {
	if t.s.line(n.X.End()) != t.line && t.s.line(n.Pos()) != t.line {
		return
	}
	switch t.under(n.X).(type) {
	case *types.Map:
		t.add(n.X, aMap, true, false)
	case *types.Slice, *types.Array, *types.Pointer:
		if n.Value != nil {
			t.add(n.X, elements, true, false)
		}
	case *types.Chan:
		t.add(n.X, aChannel, true, true)
	}
	t.read(n.X)
	if n.Tok == token.ASSIGN {
		t.use(n.Key, false, true)
		t.use(n.Value, false, true)
	}
}

func (t *toucher) readAll(exprs []ast.Expr) {
	for _, e := range exprs {
		t.read(e)
	}
}

func (t *toucher) read(e ast.Expr) { t.use(e, true, false) }

// use records what it means that an expression is read or written.
func (t *toucher) use(e ast.Expr, read, write bool) {
	if tv, ok := t.info.Types[e]; e == nil || ok && tv.IsType() {
		return
	}
	switch e := e.(type) {
	case *ast.FuncLit, *ast.BasicLit:
	case *ast.Ident:
		if v := t.variable(e); v != nil && e.Name != "_" {
			t.add(e, aVariable, read, write)
		}
	case *ast.SelectorExpr:
		t.selector(e, read, write)
	case *ast.IndexExpr:
		t.index(e, read, write)
	case *ast.StarExpr:
		t.read(e.X)
		if n := named(t.typeOf(e)); n != nil && isStruct(n) && read && !write {
			t.whole(e, n)
		}
		t.add(e.X, aPointee, read, write)
	case *ast.ParenExpr:
		t.use(e.X, read, write)
	case *ast.UnaryExpr:
		switch e.Op {
		case token.AND:
			t.address(e.X)
		case token.ARROW:
			t.add(e.X, aChannel, true, true)
			t.read(e.X)
		default:
			t.read(e.X)
		}
	case *ast.BinaryExpr:
		t.read(e.X)
		t.read(e.Y)
	case *ast.CallExpr:
		t.call(e)
	case *ast.SliceExpr:
		t.read(e.X)
		t.readAll([]ast.Expr{e.Low, e.High, e.Max})
	case *ast.TypeAssertExpr:
		t.read(e.X)
	case *ast.CompositeLit:
		for _, el := range e.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				el = kv.Value
			}
			t.read(el)
		}
	case *ast.IndexListExpr, *ast.Ellipsis:
	}
}

// address is &x: x itself is not touched, the way to it is.
func (t *toucher) address(e ast.Expr) {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		t.read(e.X)
	case *ast.IndexExpr:
		t.read(e.X)
		t.read(e.Index)
	case *ast.CompositeLit:
		t.read(e)
	case *ast.ParenExpr:
		t.address(e.X)
	case *ast.StarExpr:
		t.read(e.X)
	}
}

func (t *toucher) selector(e *ast.SelectorExpr, read, write bool) {
	sel := t.info.Selections[e]
	if sel == nil { // pkg.Name, or unknown
		if id, ok := e.X.(*ast.Ident); ok {
			if _, isPackage := t.info.Uses[id].(*types.PkgName); isPackage {
				return
			}
		}
	}
	if sel != nil && sel.Kind() != types.FieldVal {
		t.address(e.X) // a method value
		return
	}
	t.add(e, aVariable, read, write)
	if t.byValue(e.X) {
		t.address(e.X) // part of the variable X: its own way, not X
		return
	}
	t.read(e.X)
}

func (t *toucher) index(e *ast.IndexExpr, read, write bool) {
	t.read(e.Index)
	switch u := t.under(e.X).(type) {
	case *types.Map:
		t.add(e.X, aMap, read || write, write)
		t.read(e.X)
	case *types.Array:
		t.add(e.X, elements, read, write)
		t.address(e.X)
	case *types.Slice, *types.Pointer:
		t.add(e.X, elements, read, write)
		t.read(e.X)
	case *types.Basic:
		if u.Kind() != types.Invalid { // a string
			t.read(e.X)
		}
	case *types.Signature, nil:
	default:
		t.read(e.X)
	}
}

func (t *toucher) call(e *ast.CallExpr) {
	name := ""
	if id, ok := e.Fun.(*ast.Ident); ok {
		if _, builtin := t.info.Uses[id].(*types.Builtin); builtin {
			name = id.Name
		}
	}
	arg := func(i int) ast.Expr {
		if i < len(e.Args) {
			return e.Args[i]
		}
		return nil
	}
	switch name {
	case "delete", "clear":
		if _, isMap := t.under(arg(0)).(*types.Map); isMap {
			t.add(arg(0), aMap, true, true)
		} else {
			t.add(arg(0), elements, false, true)
		}
	case "copy":
		t.add(arg(0), elements, false, true)
		t.add(arg(1), elements, true, false)
	case "append":
		t.add(arg(0), elements, true, true)
		if e.Ellipsis.IsValid() {
			t.add(arg(1), elements, true, false)
		}
	case "len":
		switch t.under(arg(0)).(type) {
		case *types.Map:
			t.add(arg(0), aMap, true, false)
			if n := len(t.things); n > 0 && t.things[n-1].sort == aMap {
				t.things[n-1].direct = true
			}
		case *types.Chan:
			return // the runtime reads it without the detector
		}
	case "close":
		t.add(arg(0), aChannel, true, true)
	case "":
		t.callee(e)
	}
	t.readAll(e.Args)
}

// callee is the function of a call that is no builtin.
func (t *toucher) callee(e *ast.CallExpr) {
	sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
	if !ok {
		t.read(e.Fun)
		return
	}
	s := t.info.Selections[sel]
	if s == nil || s.Kind() != types.MethodVal {
		t.read(e.Fun) // a field that holds a function, or a package's
		return
	}
	sig, _ := s.Obj().Type().(*types.Signature)
	n := named(s.Recv())
	if sig == nil || n == nil {
		return
	}
	_, pointer := types.Unalias(sig.Recv().Type()).(*types.Pointer)
	if !pointer && isStruct(n) {
		// A value receiver: the call copies the struct, lock and all.
		t.whole(sel.X, n)
	}
	t.address(sel.X)
	if _, isPointer := t.under(sel.X).(*types.Pointer); isPointer {
		t.read(sel.X)
	}
}

// whole records that a struct is copied.
func (t *toucher) whole(e ast.Expr, n *types.Named) {
	if !t.at(e) {
		return
	}
	t.put(thing{
		name: "the whole " + n.Obj().Name(), key: structKey(n), sort: aWhole, read: true,
	})
}

// add records a thing that e names, if e is on the line.
func (t *toucher) add(e ast.Expr, sort thingSort, read, write bool) {
	if e == nil || !t.at(e) || !read && !write {
		return
	}
	name, key, exported := t.naming(e)
	if name == "" {
		return
	}
	th := thing{name: name, key: key, sort: sort, read: read, write: write}
	switch sort {
	case aMap:
		th.name, th.key = "the map "+name, "map of "+key
	case elements:
		th.name, th.key = "elements of "+name, "elements of "+key
	case aPointee:
		th.name, th.key = "what "+name+" points to", "pointee of "+key
	case aChannel:
		th.name, th.key = "the channel "+name, "channel "+key
	case aVariable:
		th.hidden = !exported
		if id, ok := e.(*ast.Ident); ok {
			v := t.variable(id)
			th.local = v.Parent() != v.Pkg().Scope()
		}
		th.within = t.within(e)
		if n, ok := types.Unalias(t.typeOf(e)).(*types.Named); ok && isStruct(n) {
			th.within = append(th.within, structKey(n)) // all of it is copied or replaced
		}
	}
	t.put(th)
}

func (t *toucher) put(th thing) {
	for i, have := range t.things {
		if have.key == th.key && have.sort == th.sort {
			t.things[i].read = have.read || th.read
			t.things[i].write = have.write || th.write
			return
		}
	}
	t.things = append(t.things, th)
}

// within lists what a field is a part of: its struct, and the variable that
// holds the struct by value.
func (t *toucher) within(e ast.Expr) []string {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	var keys []string
	if s := t.info.Selections[sel]; s != nil {
		if n := named(s.Recv()); n != nil {
			keys = append(keys, structKey(n))
		}
	}
	if t.byValue(sel.X) {
		if _, key, _ := t.naming(sel.X); key != "" {
			keys = append(keys, key)
		}
		keys = append(keys, t.within(sel.X)...)
	}
	return keys
}

// naming is how a title calls the variable or field that e names, and a key
// that is equal wherever the same declaration is meant. Both are "" for
// expressions that have no name.
func (t *toucher) naming(e ast.Expr) (name, key string, exported bool) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v := t.variable(e)
		if v == nil {
			return "", "", false
		}
		return e.Name, t.declaration(v), e.IsExported() && v.Parent() == v.Pkg().Scope()
	case *ast.SelectorExpr:
		if s := t.info.Selections[e]; s != nil {
			v, ok := s.Obj().(*types.Var)
			if !ok {
				return "", "", false
			}
			owner := ""
			if n := named(s.Recv()); n != nil {
				owner = n.Obj().Name()
			} else if owner, _, _ = t.naming(e.X); owner == "" {
				return e.Sel.Name, t.declaration(v), v.Exported()
			}
			return owner + "." + e.Sel.Name, t.declaration(v), v.Exported()
		}
		if id, ok := e.X.(*ast.Ident); ok && t.info.Uses[id] == nil {
			return "", "", false
		}
		return "", "", false
	case *ast.IndexExpr:
		name, key, exported := t.naming(e.X)
		if name == "" {
			return "", "", false
		}
		return name + "[…]", "element of " + key, exported
	case *ast.StarExpr:
		name, key, _ := t.naming(e.X)
		if name == "" {
			return "", "", false
		}
		return "*" + name, "pointee of " + key, false
	}
	return "", "", false
}

// variable is the variable that an identifier stands for, nil for functions,
// types, constants and what is unknown.
func (t *toucher) variable(id *ast.Ident) *types.Var {
	obj := t.info.Uses[id]
	if obj == nil {
		obj = t.info.Defs[id]
	}
	v, ok := obj.(*types.Var)
	if !ok || v.Pkg() == nil {
		return nil
	}
	return v
}

// declaration is a key for a variable. A field of an instantiated type is an
// object of its own, but where it was declared is the same.
func (t *toucher) declaration(v *types.Var) string {
	return fmt.Sprintf("%s at %d", v.Name(), v.Pos())
}

func structKey(n *types.Named) string {
	return fmt.Sprintf("struct %s at %d", n.Obj().Name(), n.Obj().Pos())
}

// byValue reports whether e is a struct in place, so that a field of it is a
// part of e.
func (t *toucher) byValue(e ast.Expr) bool {
	_, ok := t.under(e).(*types.Struct)
	return ok
}

func (t *toucher) typeOf(e ast.Expr) types.Type {
	if e == nil {
		return nil
	}
	if tv, ok := t.info.Types[e]; ok {
		return tv.Type
	}
	if id, ok := e.(*ast.Ident); ok {
		if v := t.variable(id); v != nil {
			return v.Type()
		}
	}
	return nil
}

// under is the underlying type of an expression, nil when unknown.
func (t *toucher) under(e ast.Expr) types.Type {
	typ := t.typeOf(e)
	if typ == nil {
		return nil
	}
	return typ.Underlying()
}

// named is the named type itself or behind a pointer, nil when there is none.
func named(typ types.Type) *types.Named {
	if typ == nil {
		return nil
	}
	if p, ok := types.Unalias(typ).(*types.Pointer); ok {
		typ = p.Elem()
	}
	n, ok := types.Unalias(typ).(*types.Named)
	if !ok {
		return nil
	}
	return n.Origin()
}

func isStruct(n *types.Named) bool {
	_, ok := n.Underlying().(*types.Struct)
	return ok
}
