package finding

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"racekata/grader/internal/finding/stackdump"
)

// wait is what one goroutine of a dump is doing.
type wait struct {
	Goroutine
	// phrase is what it does, without where: "waits to lock Counter.mu".
	phrase string
	// at is the candidate's line, or zero when the candidate is not on the
	// stack. inside is false when the goroutine is in the caller's code that
	// this line called.
	at     Position
	inside bool
	// wants is the lock it waits for, when it waits for one that the source
	// names; held are the locks it took on its way.
	wants *lock
	held  []lock

	sources *Sources
}

// waits reads every goroutine of a dump that has to do with the candidate:
// that has it on its stack, or was started by it.
func waits(all []stackdump.Goroutine, localize Localize, sources *Sources) []wait {
	var out []wait
	for _, g := range all {
		w := wait{Goroutine: goroutineOf(g, localize), sources: sources}
		candidate := firstOf(w.Stack, Candidate)
		if candidate < 0 && (w.Created == nil || w.Created.Origin != Candidate) {
			continue
		}
		own := ownFrame(w.Stack)
		if candidate >= 0 {
			w.at = w.Stack[candidate].Position
			w.inside = own == candidate
		}
		fn := ""
		if own > 0 {
			fn = entry(w.Stack, own)
		}
		at := Position{}
		if w.inside {
			at = w.at
		}
		w.phrase = sources.phrase(g.State, fn, at)
		w.held = heldOnStack(w.Stack, sources)
		if l, ok := sources.lockAt(at); ok && strings.Contains(w.phrase, "lock ") {
			w.wants = &l
		}
		out = append(out, w)
	}
	return out
}

// heldOnStack follows a stack from its outermost frame to the line where the
// goroutine waits.
func heldOnStack(stack []Frame, sources *Sources) []lock {
	var all []lock
	for i := len(stack) - 1; i >= 0; i-- {
		if stack[i].Origin != Candidate {
			continue
		}
		held, released := sources.held(stack[i].Position)
		for _, key := range released {
			for j := len(all) - 1; j >= 0; j-- {
				if all[j].key == key {
					all = append(all[:j], all[j+1:]...)
					break
				}
			}
		}
		for _, l := range held {
			l.frame = i
			all = append(all, l)
		}
	}
	return all
}

// waiting are the library functions that a goroutine waits in, and what the
// source calls the thing it waits for: the x of x.Lock().
var waiting = map[string]string{
	"sync.(*Mutex).Lock":     "waits to lock",
	"sync.(*RWMutex).Lock":   "waits to lock",
	"sync.(*RWMutex).RLock":  "waits to read-lock",
	"sync.(*rlocker).Lock":   "waits to read-lock",
	"sync.(*WaitGroup).Wait": "waits for the WaitGroup",
	"sync.(*Cond).Wait":      "waits for a signal of",
	"sync.(*Once).Do":        "waits for another call of Do on",
	"sync.(*Once).doSlow":    "waits for another call of Do on",
	"testing/synctest.Wait":  "waits for its synctest bubble",
	"time.Sleep":             "sleeps",
	"runtime.Gosched":        "yields",
}

// phrase words what a goroutine does. state is the runtime's word, fn the
// library function that its own code called, at the candidate's line if the
// code is the candidate's.
func (s *Sources) phrase(state, fn string, at Position) string {
	if verb, ok := waiting[fn]; ok {
		if !strings.Contains(fn, ").") {
			return verb // a function: there is nothing that it belongs to
		}
		if name := s.receiver(at, funcName(fn)); name != "" {
			return verb + " " + name
		}
		switch fn {
		case "sync.(*WaitGroup).Wait":
			return "waits for a WaitGroup"
		case "sync.(*Cond).Wait":
			return "waits for a signal of a Cond"
		case "sync.(*Once).Do", "sync.(*Once).doSlow":
			return "waits for another call of the same Once"
		}
		return verb
	}
	name := s.channel(at)
	switch state {
	case "chan receive":
		return join("waits to receive", "from", name)
	case "chan send":
		return join("waits to send", "on", name)
	case "chan receive (nil chan)":
		return join("waits to receive", "from the nil channel", name)
	case "chan send (nil chan)":
		return join("waits to send", "on the nil channel", name)
	case "select":
		return "waits in a select"
	case "select (no cases)":
		return "waits in a select without cases"
	case "sync.Mutex.Lock", "sync.RWMutex.Lock":
		return "waits to lock"
	case "sync.RWMutex.RLock":
		return "waits to read-lock"
	case "sync.WaitGroup.Wait":
		return "waits for a WaitGroup"
	case "sync.Cond.Wait":
		return "waits for a signal of a Cond"
	case "sleep":
		return "sleeps"
	case "running", "runnable", "syscall", "preempted", "copystack":
		return "is still running"
	case "IO wait":
		return "waits for input or output"
	}
	return "waits (" + state + ")"
}

func join(verb, preposition, name string) string {
	if name == "" {
		if strings.Contains(preposition, "nil channel") {
			return verb + " " + strings.Replace(preposition, "the nil", "a nil", 1)
		}
		return verb
	}
	return verb + " " + preposition + " " + name
}

// receiver is the x of the single x.method() on a line, "" when there is none
// or more.
func (s *Sources) receiver(at Position, method string) string {
	return s.single(at, func(t *toucher, n ast.Node) ast.Expr {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return nil
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != method {
			return nil
		}
		return sel.X
	})
}

// channel is the single channel that a line sends on or receives from.
func (s *Sources) channel(at Position) string {
	return s.single(at, func(t *toucher, n ast.Node) ast.Expr {
		switch n := n.(type) {
		case *ast.SendStmt:
			return n.Chan
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				return n.X
			}
		case *ast.RangeStmt:
			if _, ok := t.under(n.X).(*types.Chan); ok && s.line(n.X.Pos()) == at.Line {
				return n.X
			}
		}
		return nil
	})
}

// closed is the single channel that a line closes.
func (s *Sources) closed(at Position) string {
	return s.single(at, func(_ *toucher, n ast.Node) ast.Expr {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 {
			return nil
		}
		if id, ok := call.Fun.(*ast.Ident); !ok || id.Name != "close" {
			return nil
		}
		return call.Args[0]
	})
}

// single names the one expression that pick finds among the nodes that begin
// on a line.
func (s *Sources) single(at Position, pick func(*toucher, ast.Node) ast.Expr) string {
	f := s.syntax(at.File)
	if f == nil {
		return ""
	}
	t := &toucher{s: s, info: s.info(), line: at.Line}
	var found []string
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil || !s.spans(n, at.Line) {
			return false
		}
		if s.line(n.Pos()) != at.Line {
			return true
		}
		if e := pick(t, n); e != nil {
			found = append(found, s.nameOf(t, e))
		}
		return true
	})
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// nameOf is how a sentence calls an expression: by its field, or as it is
// written when that is short.
func (s *Sources) nameOf(t *toucher, e ast.Expr) string {
	if name, _, _ := t.naming(e); name != "" {
		return name
	}
	const most = 30
	if text := types.ExprString(e); len(text) <= most {
		return text
	}
	return ""
}
