package stackdump

import "strings"

// Goroutine is one goroutine of a dump.
type Goroutine struct {
	ID int
	// State is the runtime's word without what follows it: "running", "chan
	// receive", "chan send (nil chan)", "sync.Mutex.Lock".
	State string
	// Durable is true when only the goroutine's own synctest bubble can wake
	// it.
	Durable bool
	// Leaked is true when the garbage collector proved that nothing can wake
	// it any more.
	Leaked bool
	// Minutes is how long it has waited, 0 for less than one.
	Minutes int
	// Locked is true when it is locked to its thread.
	Locked bool
	// Bubble is the number of its synctest bubble, 0 for none.
	Bubble int
	// Stack is innermost first.
	Stack []Frame
	// Elided counts frames that the runtime left out of a deep stack, from
	// ElidedAt on; -1 is "some".
	Elided, ElidedAt int
	// Unavailable is true when the goroutine was running on another thread,
	// so that its stack could not be read.
	Unavailable bool
	// Created is the go statement that started it, Creator the goroutine
	// that ran it. The main goroutine has neither.
	Created *Frame
	Creator int
}

// Frame is one call of a stack.
type Frame struct {
	Func string // without arguments
	File string
	Line int
}

// Start says where the goroutine was started, as far as the learner's code
// is concerned. ours tells by its path whether a frame belongs to it.
//
// exact is true when the go statement itself is in that code. Otherwise the
// library ran the statement on its behalf, as wg.Go does, and the frame is
// the outermost one of the stack that is ours: the function that was handed
// over. ok is false when no frame is ours.
func (g Goroutine) Start(ours func(file string) bool) (f Frame, exact, ok bool) {
	if g.Created != nil && ours(g.Created.File) {
		return *g.Created, true, true
	}
	for i := len(g.Stack) - 1; i >= 0; i-- {
		if ours(g.Stack[i].File) {
			return g.Stack[i], false, true
		}
	}
	return Frame{}, false, false
}

// Parked reports whether the goroutine waits for something that another has
// to do.
func (g Goroutine) Parked() bool {
	switch {
	case g.State == "select", g.State == "select (no cases)", g.State == "semacquire", g.State == "coroutine":
		return true
	case strings.HasPrefix(g.State, "chan "), strings.HasPrefix(g.State, "sync."), strings.HasPrefix(g.State, "synctest."):
		return true
	}
	return false
}
