package stackdump

import "strings"

// rule gives a class to every message that begins with (or, with a leading
// *, contains) its text.
type rule struct {
	text  string
	class Class
}

// panics classifies the values of panics. The runtime's own words, read in
// its source (Go 1.26: chan.go, select.go, sync, sync/atomic, synctest.go).
var panics = []rule{
	{"send on closed channel", Misuse},
	{"close of closed channel", Misuse},
	{"close of nil channel", Misuse},
	{"sync: ", Misuse},
	{"sync.Cond is copied", Misuse},
	{"sync/atomic: ", Misuse},
	{"deadlock: ", Deadlock},
	{"test timed out after ", TimedOut},
	{"runtime error: ", RuntimeError},
	{"assignment to entry in nil map", RuntimeError},
	{"interface conversion: ", RuntimeError},
	{"*makechan: size out of range", RuntimeError},
	{"*called using nil *", RuntimeError},
}

// fatalErrors classifies what cannot be recovered from.
var fatalErrors = []rule{
	{"*concurrent map ", ConcurrentMap},
	{"sync: ", Misuse},
	{"*synctest ", Misuse},
	{"*deadlock!", Deadlock},
	{"*out of memory", OutOfMemory},
	{"*cannot allocate memory", OutOfMemory},
	{"*failed to reserve", OutOfMemory},
	{"too many address space collisions", OutOfMemory},
	{"stack overflow", StackOverflow},
	{"thread exhaustion", TooManyThreads},
	{"newosproc", TooManyThreads},
	{"runtime.newosproc", TooManyThreads},
}

func classOf(rules []rule, message string, otherwise Class) Class {
	for _, r := range rules {
		if part, anywhere := strings.CutPrefix(r.text, "*"); anywhere {
			if strings.Contains(message, part) {
				return r.class
			}
		} else if strings.HasPrefix(message, r.text) {
			return r.class
		}
	}
	return otherwise
}
