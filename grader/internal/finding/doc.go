// Package finding turns what tools print into what a learner can read.
//
// Its subpackages parse one format each and know nothing else: racereport
// reads the race detector's reports, stackdump the runtime's goroutine dumps
// and fatal errors, compileerror the go command's. This package joins them
// with the candidate's source into a [Finding]: one kind, one sentence about
// the learner's program, and the lines that prove it.
//
// A race report that names two lines of
//
//	func (c *Counter) Add()       { c.n++ }
//	func (c *Counter) Value() int { return c.n }
//
// becomes
//
//	data race: two goroutines use Counter.n at the same time
//	  counter.go:14  goroutine 8 reads here
//	  counter.go:10  goroutine 9 writes here; nothing orders the two
//
// Every function here is pure. What cannot be told for certain from the text
// and the source is left out: "the same memory" is a better title than the
// wrong variable.
package finding
