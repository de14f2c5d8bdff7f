package finding

// Kind names what went wrong. The words are the ones that learners read and
// that the first line of a wrong answer (`// want: data race`) uses.
type Kind string

const (
	DataRace      Kind = "data race"
	ConcurrentMap Kind = "concurrent map access"
	WrongResult   Kind = "wrong result"
	Stuck         Kind = "stuck"
	BusyWait      Kind = "busy wait"
	Leak          Kind = "leak"
	Panic         Kind = "panic"
	Misuse        Kind = "misuse" // of a synchronization primitive
	CompileError  Kind = "compile error"
	Forbidden     Kind = "forbidden"
	OutOfTime     Kind = "out of time"
	OutOfMemory   Kind = "out of memory"
	TooMuchOutput Kind = "too much output"
	// Died is a process that ended before its tests did, for a reason that
	// left no other trace (an exit in the middle, a signal).
	Died Kind = "died"
)

// Kinds lists every Kind, for validation and for documentation.
var Kinds = []Kind{
	DataRace, ConcurrentMap, WrongResult, Stuck, BusyWait, Leak, Panic, Misuse,
	CompileError, Forbidden, OutOfTime, OutOfMemory, TooMuchOutput, Died,
}

// BuildLimit is the rule of a Forbidden finding when the compiler met a limit on
// time or size: on another machine it might not.
const BuildLimit = "build limit"

// Finding is one thing that a run, a build or the policy showed.
type Finding struct {
	Kind Kind `json:"kind"`
	// Test is the hidden test that the finding is charged to. It is empty
	// when no test was running: compile errors, refusals, a panic in init.
	Test string `json:"test,omitempty"`
	// Title is one sentence without its kind and without a full stop, about
	// the learner's program: "two goroutines use Counter.n at the same time".
	Title string `json:"title"`
	// Detail holds further lines in the words of the tool or the hidden
	// test: an assertion's message, a panic's value, the compiler's error.
	Detail string `json:"detail,omitempty"`
	// Hint is the next step in a sentence, where one is known.
	Hint string `json:"hint,omitempty"`
	// Marks are the lines of the candidate to show, the most telling first.
	Marks []Mark `json:"marks,omitempty"`
	// Accesses holds the two sides of a data race, in the order reported.
	Accesses []Access `json:"accesses,omitempty"`
	// Goroutines holds who waits, spins, leaked or panicked.
	Goroutines []Goroutine `json:"goroutines,omitempty"`
	// Rule is the policy's or the compiler's name for what was broken.
	Rule string `json:"rule,omitempty"`
}

// Mark is one line of the candidate with what happens there.
type Mark struct {
	Position
	// Note is short and starts in lower case: "goroutine 9 reads here".
	Note string `json:"note,omitempty"`
}

// Position is a place in a source file. Line and Column count from 1; 0 is
// unknown.
type Position struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column,omitempty"`
}

// Origin tells whose code a frame belongs to.
type Origin string

const (
	Candidate Origin = "candidate" // the code under judgement
	Hidden    Origin = "hidden"    // the hidden tests and the kit
	Library   Origin = "library"   // the standard library and the runtime
)

// Frame is one line of a stack, innermost first in every list of frames.
type Frame struct {
	Func   string `json:"func"`
	Origin Origin `json:"origin,omitempty"`
	Position
}

// Access is one side of a data race.
type Access struct {
	// Kind is "read", "write", "atomic read" or "atomic write".
	Kind string `json:"kind"`
	// Goroutine is the number in the report; 0 is the main goroutine.
	Goroutine int     `json:"goroutine"`
	Stack     []Frame `json:"stack"`
	// Created is the stack of the go statement that started the goroutine.
	// It is empty when the report does not tell (the history was lost).
	Created []Frame `json:"created,omitempty"`
	// Finished is true when the goroutine had ended before the report.
	Finished bool `json:"finished,omitempty"`
}

// Goroutine is one goroutine of a dump.
type Goroutine struct {
	ID    int    `json:"id"`
	State string `json:"state"` // as the runtime words it: "chan receive", "sync.Mutex.Lock"
	// Stack is where it is, Created where it was started and by whom.
	Stack   []Frame `json:"stack"`
	Created *Frame  `json:"created,omitempty"`
	Creator int     `json:"creator,omitempty"` // the goroutine that started it; 0 unknown
}
