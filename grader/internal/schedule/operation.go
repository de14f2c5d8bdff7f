package schedule

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// manyResults is the number of results of a call that has several, or of one
// of which that is not known.
const manyResults = -1

// lookAlikes are names that a synchronization operation of any package may
// have. A hook around one too many costs a little time and nothing else.
var lookAlikes = map[string]bool{
	"Lock": true, "Unlock": true, "RLock": true, "RUnlock": true, "TryLock": true, "TryRLock": true,
	"Acquire": true, "Release": true, "TryAcquire": true,
	"Add": true, "Done": true, "Wait": true, "Go": true, "TryGo": true, "Do": true, "DoChan": true,
	"Signal": true, "Broadcast": true, "Cancel": true, "cancel": true,
	"Load": true, "Store": true, "Swap": true, "CompareAndSwap": true,
	"LoadOrStore": true, "LoadAndDelete": true, "CompareAndDelete": true,
}

// operations are the names that count in packages which are not all
// synchronization. In sync and sync/atomic every function does, but for those
// in harmless.
var operations = map[string]map[string]bool{
	"context": {"AfterFunc": true, "Cause": true, "Err": true},
	"time":    {"AfterFunc": true, "Reset": true, "Stop": true},
}

var harmless = map[string]bool{"NewCond": true, "RLocker": true}

// operation reports whether a call synchronizes, and how many results it has.
func (w *walker) operation(call *ast.CallExpr) (results int, ok bool) {
	callee := w.types.Types[call.Fun]
	if callee.IsType() {
		return 0, false
	}
	results = manyResults // or unknown
	if sig := signature(callee.Type); sig != nil && sig.Results().Len() < 2 {
		results = sig.Results().Len()
	}
	id := name(call.Fun)
	if id == nil {
		return results, false
	}
	object := w.types.Uses[id]
	switch object := object.(type) {
	case *types.Builtin:
		return 0, id.Name == "close"
	case *types.Func:
		return results, w.synchronizes(object) && !returnsChannel(callee.Type)
	}
	if named, isNamed := types.Unalias(callee.Type).(*types.Named); isNamed && callee.Type != nil {
		o := named.Obj()
		if o.Pkg() != nil && o.Pkg().Path() == "context" && (o.Name() == "CancelFunc" || o.Name() == "CancelCauseFunc") {
			return results, true
		}
	}
	return results, lookAlikes[id.Name] && !returnsChannel(callee.Type)
}

// starts reports whether a call starts a goroutine or announces one to a
// sync.WaitGroup. Pauses around these would let each goroutine end before the
// next begins, and hide what they do to each other (measured: of 40 runs of a
// lost update between four goroutines 16 failed with, 26 without). A plain
// hook is enough there; the goroutine itself begins with a hook.
func (w *walker) starts(call *ast.CallExpr) bool {
	id := name(call.Fun)
	if id == nil {
		return false
	}
	if f, ok := w.types.Uses[id].(*types.Func); ok && f.FullName() == "(*sync.WaitGroup).Add" && len(call.Args) == 1 {
		delta := w.types.Types[call.Args[0]].Value
		return delta == nil || constant.Sign(delta) > 0
	}
	return id.Name == "Go" || id.Name == "TryGo"
}

// synchronizes decides by the package a function or method was declared in.
func (w *walker) synchronizes(f *types.Func) bool {
	path := ""
	if f.Pkg() != nil {
		path = f.Pkg().Path()
	}
	if path == "sync" || path == "sync/atomic" {
		return !harmless[f.Name()]
	}
	if names := operations[path]; names != nil {
		return names[f.Name()]
	}
	return lookAlikes[f.Name()]
}

// signature is the type of a function, nil if t is none or not known.
func signature(t types.Type) *types.Signature {
	if t == nil {
		return nil
	}
	sig, _ := t.Underlying().(*types.Signature)
	return sig
}

// returnsChannel tells ctx.Done() from wg.Done().
func returnsChannel(callee types.Type) bool {
	sig := signature(callee)
	if sig == nil || sig.Results().Len() != 1 {
		return false
	}
	_, ok := sig.Results().At(0).Type().Underlying().(*types.Chan)
	return ok
}

// name is the last identifier of what a call calls, nil if it calls none by
// name.
func name(fun ast.Expr) *ast.Ident {
	switch fun := ast.Unparen(fun).(type) {
	case *ast.Ident:
		return fun
	case *ast.SelectorExpr:
		return fun.Sel
	case *ast.IndexExpr: // instantiated, or an element of a slice of functions
		return name(fun.X)
	case *ast.IndexListExpr:
		return name(fun.X)
	}
	return nil
}

// receive is e as a receive operation, nil if it is none.
func receive(e ast.Expr) *ast.UnaryExpr {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && u.Op == token.ARROW {
		return u
	}
	return nil
}

// overChannel reports whether x has a channel's type.
func (w *walker) overChannel(x ast.Expr) bool {
	t := w.types.Types[x].Type
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Chan)
	return ok
}
