package finding

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// lock is a mutex that a goroutine took on its way, as far as the syntax of
// the functions on its stack shows.
type lock struct {
	name string // "Counter.mu"
	key  string // equal for the same declaration, whichever value it belongs to
	expr string // as written: "c.mu"
	// own is true when expr begins with the receiver of the method it is in.
	own  bool
	read bool // taken by RLock
	at   Position
	// frame is the stack's frame that took it, counted from the innermost.
	frame int
}

// held returns the locks that a goroutine has taken and not released when it
// gets to the given line, looking at that function alone. released holds the
// keys of locks that it unlocks on the way without having taken them there.
//
// Only what is certain counts: a lock taken in a branch is not counted, and
// one that a branch may have released is dropped. A deferred Unlock releases
// nothing yet.
func (s *Sources) held(at Position) (held []lock, released []string) {
	body, _, _ := s.function(at.File, at.Line)
	if body == nil {
		return nil, nil
	}
	h := holder{s: s, at: at, t: toucher{s: s, info: s.info(), line: at.Line}}
	h.block(body.List)
	return h.held, h.released
}

type holder struct {
	s        *Sources
	at       Position
	t        toucher
	held     []lock
	released []string
}

// block walks statements up to the line. It returns true when it has got
// there.
func (h *holder) block(stmts []ast.Stmt) (there bool) {
	for _, stmt := range stmts {
		first, last := h.s.line(stmt.Pos()), h.s.line(stmt.End())
		switch {
		case first > h.at.Line:
			return true
		case last >= h.at.Line:
			if h.into(stmt) {
				return true
			}
		default:
			h.past(stmt)
		}
	}
	return false
}

// into enters a statement that covers the line.
func (h *holder) into(stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.BlockStmt:
		return h.block(stmt.List) || true
	case *ast.LabeledStmt:
		return h.into(stmt.Stmt)
	case *ast.IfStmt:
		if h.covers(stmt.Body) {
			return h.block(stmt.Body.List) || true
		}
		if stmt.Else != nil && h.covers(stmt.Else) {
			return h.into(stmt.Else)
		}
	case *ast.ForStmt:
		if h.covers(stmt.Body) {
			return h.block(stmt.Body.List) || true
		}
	case *ast.RangeStmt:
		if h.covers(stmt.Body) {
			return h.block(stmt.Body.List) || true
		}
	case *ast.SwitchStmt:
		return h.clauses(stmt.Body)
	case *ast.TypeSwitchStmt:
		return h.clauses(stmt.Body)
	case *ast.SelectStmt:
		return h.clauses(stmt.Body)
	}
	return true
}

func (h *holder) clauses(body *ast.BlockStmt) bool {
	for _, c := range body.List {
		if !h.covers(c) {
			continue
		}
		switch c := c.(type) {
		case *ast.CaseClause:
			return h.block(c.Body) || true
		case *ast.CommClause:
			return h.block(c.Body) || true
		}
	}
	return true
}

// covers reports whether the line is inside n and not only where it begins.
func (h *holder) covers(n ast.Node) bool {
	return h.s.line(n.Pos()) < h.at.Line && h.at.Line <= h.s.line(n.End())
}

// past applies a statement that has run before the line.
func (h *holder) past(stmt ast.Stmt) {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		if op, l, ok := h.operation(stmt.X); ok {
			h.apply(op, l)
		}
		return
	case *ast.DeferStmt, *ast.GoStmt:
		return
	case *ast.BlockStmt:
		for _, inner := range stmt.List {
			h.past(inner)
		}
		return
	case *ast.IfStmt:
		if leaves(stmt.Body) && stmt.Else == nil {
			return // had it gone in there, it would not have come here
		}
	}
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			if op, l, ok := h.operation(n); ok && (op == "Unlock" || op == "RUnlock") {
				h.apply(op, l)
			}
		}
		return true
	})
}

func (h *holder) apply(op string, l lock) {
	switch op {
	case "Lock", "RLock":
		l.read = op == "RLock"
		h.held = append(h.held, l)
	case "Unlock", "RUnlock":
		for i := len(h.held) - 1; i >= 0; i-- {
			if h.held[i].key == l.key {
				h.held = slices.Delete(h.held, i, i+1)
				return
			}
		}
		h.released = append(h.released, l.key)
	}
}

// operation reads x.Lock() and its like.
func (h *holder) operation(e ast.Expr) (op string, l lock, ok bool) {
	call, isCall := ast.Unparen(e).(*ast.CallExpr)
	if !isCall || len(call.Args) != 0 {
		return "", lock{}, false
	}
	sel, isSel := call.Fun.(*ast.SelectorExpr)
	if !isSel {
		return "", lock{}, false
	}
	switch sel.Sel.Name {
	case "Lock", "RLock", "Unlock", "RUnlock":
	default:
		return "", lock{}, false
	}
	name, key, _ := h.t.naming(sel.X)
	if name == "" {
		return "", lock{}, false
	}
	at := Position{File: h.at.File, Line: h.s.line(call.Pos())}
	return sel.Sel.Name, lock{
		name: name, key: key, expr: types.ExprString(sel.X), at: at,
		own: h.s.isReceiver(root(sel.X), at),
	}, true
}

// root is the x of x.y.z, nil for anything but a chain of fields.
func root(e ast.Expr) *ast.Ident {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// isReceiver reports whether id is the receiver of the method around a line.
func (s *Sources) isReceiver(id *ast.Ident, at Position) bool {
	_, decl, _ := s.function(at.File, at.Line)
	if id == nil || decl == nil || decl.Recv == nil || len(decl.Recv.List) == 0 || len(decl.Recv.List[0].Names) == 0 {
		return false
	}
	info := s.info()
	recv := info.Defs[decl.Recv.List[0].Names[0]]
	return recv != nil && info.Uses[id] == recv
}

// callsOnReceiver reports whether a line of a method calls another method,
// by its name in a stack, on its own receiver.
func (s *Sources) callsOnReceiver(at Position, method string) bool {
	f := s.syntax(at.File)
	if f == nil {
		return false
	}
	method = funcName(method)
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || s.line(call.Pos()) != at.Line {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != method {
			return true
		}
		id, _ := sel.X.(*ast.Ident)
		found = found || s.isReceiver(id, at)
		return true
	})
	return found
}

// lockAt is the lock that a line takes, when it takes a single one.
func (s *Sources) lockAt(at Position) (l lock, ok bool) {
	f := s.syntax(at.File)
	if f == nil {
		return lock{}, false
	}
	h := holder{s: s, at: at, t: toucher{s: s, info: s.info(), line: at.Line}}
	n := 0
	ast.Inspect(f, func(node ast.Node) bool {
		call, isCall := node.(*ast.CallExpr)
		if !isCall || s.line(call.Pos()) != at.Line {
			return true
		}
		if op, found, isLock := h.operation(call); isLock && (op == "Lock" || op == "RLock") {
			found.read = op == "RLock"
			l = found
			n++
		}
		return true
	})
	return l, n == 1
}

// leaves reports whether a block always ends by leaving the place it is in.
func leaves(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	switch last := b.List[len(b.List)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return last.Tok == token.BREAK || last.Tok == token.CONTINUE || last.Tok == token.GOTO
	case *ast.ExprStmt:
		call, ok := last.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		id, ok := call.Fun.(*ast.Ident)
		return ok && id.Name == "panic"
	}
	return false
}
