package schedule

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// walker inserts hooks into one file.
type walker struct {
	file    *token.File
	name    string
	hook    string // the hook package's name in the file
	next    uint32 // number of the next site
	types   *types.Info
	started started

	edits edits
	sites []Site

	// bare counts operations that could not be surrounded where they stand.
	// The statement that holds them looks at it and surrounds itself.
	bare int
}

// site numbers a new site.
func (w *walker) site(pos token.Pos, kind Kind) uint32 {
	at := w.file.Position(pos)
	w.sites = append(w.sites, Site{Number: w.next, File: w.name, Line: at.Line, Column: at.Column, Kind: kind})
	w.next++
	return w.sites[len(w.sites)-1].Number
}

// insert puts text before what stands at pos.
func (w *walker) insert(pos token.Pos, text string) {
	w.edits = append(w.edits, edit{offset: w.file.Offset(pos), text: text})
}

// call is a call of a hook: S before a statement, B and A before and after an
// operation.
func (w *walker) call(hook string, site uint32) string {
	return fmt.Sprintf("%s.%s(%d)", w.hook, hook, site)
}

// decls hooks into the functions of a file and into function literals outside
// of them. What else initializes package variables runs before there are
// goroutines and is left alone.
func (w *walker) decls(f *ast.File) {
	after := f.Name.End()
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Body != nil && !directed(f, after, d.Type.Func) {
				w.function(d.Body, w.started.functions[w.types.Defs[d.Name]])
			}
		case *ast.GenDecl:
			if d.Tok == token.VAR {
				ast.Inspect(d, func(n ast.Node) bool {
					lit, ok := n.(*ast.FuncLit)
					if ok {
						w.stmts(lit.Body.List)
					}
					_, isType := n.(*ast.ArrayType)
					return !ok && !isType
				})
			}
		}
		after = d.End()
	}
}

// directed reports whether a compiler directive stands between two positions.
// It applies to the next declaration, blank lines or not.
func directed(f *ast.File, after, before token.Pos) bool {
	for _, group := range f.Comments {
		for _, c := range group.List {
			if c.Pos() >= after && c.Pos() < before && strings.HasPrefix(c.Text, "//go:") &&
				!strings.HasPrefix(c.Text, "//go:generate ") && !strings.HasPrefix(c.Text, "//go:build ") {
				return true
			}
		}
	}
	return false
}

// stmts hooks into a list of statements.
func (w *walker) stmts(list []ast.Stmt) {
	for _, s := range list {
		w.stmt(s)
	}
}

// function hooks into the body of a function.
func (w *walker) function(body *ast.BlockStmt, startsGoroutine bool) {
	outer := w.bare
	if startsGoroutine {
		w.body(body.Lbrace+1, body.List)
	} else {
		w.stmts(body.List)
	}
	w.bare = outer
}

// body hooks into a block that other goroutines' doings may have led to: what
// a goroutine does first, an arm of a select, a round of a range over a
// channel. It begins with the after-hook of that operation.
func (w *walker) body(begin token.Pos, list []ast.Stmt) {
	w.insert(begin, w.call("A", w.site(begin, Operation))+";")
	w.stmts(list)
}

// stmt hooks into a statement of a list, where a statement may be inserted
// before and after.
func (w *walker) stmt(s ast.Stmt) {
	begin := s.Pos()
	if l, ok := s.(*ast.LabeledStmt); ok {
		inner := l.Stmt
		for {
			deeper, ok := inner.(*ast.LabeledStmt)
			if !ok {
				break
			}
			inner = deeper.Stmt
		}
		switch inner.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			// A break or continue may name the label: it stays beside its
			// statement.
		default:
			// A goto is the only thing that can: let it pass the hook too.
			begin = inner.Pos()
		}
		s = inner
	}

	switch s := s.(type) {
	case *ast.EmptyStmt, *ast.BadStmt:
		return
	case *ast.BlockStmt:
		w.stmts(s.List)
		return
	case *ast.DeclStmt:
		if s.Decl.(*ast.GenDecl).Tok != token.VAR {
			return // constants and types do nothing
		}
	case *ast.DeferStmt:
		w.deferred(begin, s)
		return
	}

	// The hook before goes in first; whether it is one of an operation shows
	// when the rest has been looked at.
	site := w.site(begin, Statement)
	w.insert(begin, w.call("S", site)+";")
	before, bare := len(w.edits)-1, w.bare
	w.bare = 0
	w.inside(s)
	if w.bare > 0 {
		w.sites[w.index(site)].Kind = Operation
		w.edits[before].text = w.call("B", site) + ";"
		if mayContinue(s) {
			w.insert(s.End(), ";"+w.call("A", site))
		}
	}
	w.bare = bare
}

// index finds a site of this file by its number.
func (w *walker) index(site uint32) int {
	return int(site - w.sites[0].Number)
}

// mayContinue reports whether a hook may follow s: not where s has to be the
// last statement, or its arms have their own hooks.
func mayContinue(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.AssignStmt, *ast.DeclStmt, *ast.IncDecStmt, *ast.SendStmt, *ast.GoStmt:
		return true
	case *ast.ExprStmt:
		call, ok := ast.Unparen(s.X).(*ast.CallExpr)
		if !ok {
			return true
		}
		id, ok := ast.Unparen(call.Fun).(*ast.Ident)
		return !ok || id.Name != "panic"
	}
	return false
}

// inside hooks into the parts of a statement and counts the operations among
// them that stay bare.
func (w *walker) inside(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.ExprStmt:
		w.effect(s.X)
	case *ast.SendStmt, *ast.AssignStmt, *ast.IncDecStmt, *ast.DeclStmt:
		w.simple(s)
	case *ast.GoStmt:
		w.callee(s.Call)
	case *ast.ReturnStmt:
		w.values(s.Results, manyResults)
	case *ast.IfStmt:
		w.ifElse(s)
	case *ast.ForStmt:
		w.forLoop(s)
	case *ast.RangeStmt:
		w.rangeLoop(s)
	case *ast.SwitchStmt:
		w.simple(s.Init)
		w.expr(s.Tag)
		w.clauses(s.Body)
	case *ast.TypeSwitchStmt:
		w.simple(s.Init)
		switch a := s.Assign.(type) {
		case *ast.ExprStmt:
			w.expr(a.X)
		case *ast.AssignStmt:
			w.exprs(a.Rhs)
		}
		w.clauses(s.Body)
	case *ast.SelectStmt:
		w.selects(s)
	case *ast.LabeledStmt, *ast.BlockStmt, *ast.BranchStmt:
	}
}

// effect hooks into an expression that is a statement of a list: an operation
// there needs no result to be surrounded.
func (w *walker) effect(e ast.Expr) {
	if r := receive(e); r != nil {
		w.bare++
		w.expr(r.X)
		return
	}
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		w.expr(e)
		return
	}
	_, isOperation := w.operation(call)
	if isOperation && !w.starts(call) {
		w.bare++
	}
	w.callee(call)
}

// simple hooks into a simple statement, alone or before the condition of a
// larger one.
func (w *walker) simple(s ast.Stmt) {
	switch s := s.(type) {
	case nil:
	case *ast.ExprStmt:
		w.expr(s.X)
	case *ast.SendStmt:
		w.bare++
		w.expr(s.Chan)
		w.expr(s.Value)
	case *ast.IncDecStmt:
		w.expr(s.X)
	case *ast.AssignStmt:
		w.exprs(s.Lhs)
		w.values(s.Rhs, len(s.Lhs))
	case *ast.DeclStmt:
		for _, spec := range s.Decl.(*ast.GenDecl).Specs {
			if v, ok := spec.(*ast.ValueSpec); ok {
				w.values(v.Values, len(v.Names))
			}
		}
	}
}

// values hooks into expressions that give so many values together. A single
// one for several is a call or a receive with a second result.
func (w *walker) values(list []ast.Expr, wanted int) {
	if len(list) == 1 && wanted > 1 {
		if r := receive(list[0]); r != nil {
			w.bare++
			w.expr(r.X)
			return
		}
	}
	w.exprs(list)
}

// ifElse hooks into an if statement. An else if becomes an else with the if in
// a block, where hooks can stand before it.
func (w *walker) ifElse(s *ast.IfStmt) {
	outer := w.bare
	w.bare = 0
	w.simple(s.Init)
	w.condition(s.Cond, w.bare > 0)
	w.bare += outer
	w.stmts(s.Body.List)
	switch e := s.Else.(type) {
	case *ast.BlockStmt:
		w.stmts(e.List)
	case *ast.IfStmt:
		w.insert(e.Pos(), "{")
		w.stmt(e)
		w.insert(e.End(), "}")
	}
}

// condition hooks into a condition. If the statement before it has bare
// operations, the condition's evaluation is where a hook comes after them.
func (w *walker) condition(cond ast.Expr, afterBare bool) {
	if cond == nil {
		return
	}
	if !afterBare {
		w.expr(cond)
		return
	}
	w.surround(cond, func() { w.expr(cond) })
}

// forLoop hooks into a for statement with up to three clauses.
func (w *walker) forLoop(s *ast.ForStmt) {
	outer := w.bare
	w.bare = 0
	w.simple(s.Init)
	w.condition(s.Cond, w.bare > 0)
	w.bare += outer
	w.post(s.Post)
	w.stmts(s.Body.List)
}

// post hooks into the statement after each round. There is no place for a
// second statement, so one with bare operations moves into a function that is
// called at once.
func (w *walker) post(s ast.Stmt) {
	if s == nil {
		return
	}
	opened, outer := len(w.edits), w.bare
	w.insert(s.Pos(), "") // empty unless filled below; before what is inside
	w.bare = 0
	w.simple(s)
	if w.bare > 0 && !recovers(s) {
		site := w.site(s.Pos(), Operation)
		w.edits[opened].text = "func(){" + w.call("B", site) + ";"
		w.insert(s.End(), ";"+w.call("A", site)+"}()")
	}
	w.bare = outer
}

// recovers reports whether s may call recover, which must not move into
// another function.
func recovers(s ast.Stmt) bool {
	found := false
	ast.Inspect(s, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == "recover" {
			found = true
		}
		return !found
	})
	return found
}

// rangeLoop hooks into a range statement. Each round over a channel receives:
// a hook ends the round before and one begins the next.
func (w *walker) rangeLoop(s *ast.RangeStmt) {
	w.expr(s.Key)
	w.expr(s.Value)
	w.expr(s.X)
	if !w.overChannel(s.X) {
		w.stmts(s.Body.List)
		return
	}
	w.bare++
	outer := w.bare
	w.body(s.Body.Lbrace+1, s.Body.List)
	site := w.site(s.Body.Rbrace, Operation)
	w.insert(s.Body.Rbrace, ";"+w.call("B", site))
	w.bare = outer
}

// clauses hooks into the cases of a switch.
func (w *walker) clauses(body *ast.BlockStmt) {
	for _, s := range body.List {
		if c, ok := s.(*ast.CaseClause); ok {
			w.exprs(c.List)
			w.stmts(c.Body)
		}
	}
}

// selects hooks into a select statement: before it, at the start of each arm,
// and around operations in its operands, but never around the operations it
// chooses from.
func (w *walker) selects(s *ast.SelectStmt) {
	w.bare++
	for _, arm := range s.Body.List {
		c, ok := arm.(*ast.CommClause)
		if !ok {
			continue
		}
		switch comm := c.Comm.(type) {
		case *ast.SendStmt:
			w.expr(comm.Chan)
			w.expr(comm.Value)
		case *ast.ExprStmt:
			w.operand(comm.X)
		case *ast.AssignStmt:
			w.exprs(comm.Lhs)
			w.operand(comm.Rhs[0])
		}
		w.body(c.Colon+1, c.Body)
	}
}

// operand hooks into the channel that an arm of a select receives from.
func (w *walker) operand(e ast.Expr) {
	if r := receive(e); r != nil {
		w.expr(r.X)
	}
}

// deferred hooks into a defer statement: around the call when it runs, in the
// reverse order of the statements.
func (w *walker) deferred(begin token.Pos, s *ast.DeferStmt) {
	outer := w.bare
	if _, ok := w.operation(s.Call); ok {
		site := w.site(begin, Operation)
		w.insert(begin, "defer "+w.call("A", site)+";")
		w.callee(s.Call)
		w.insert(s.End(), ";defer "+w.call("B", site))
	} else {
		w.insert(begin, w.call("S", w.site(begin, Statement))+";")
		w.callee(s.Call)
	}
	w.bare = outer
}
