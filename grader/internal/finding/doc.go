// Package finding turns what tools print into what a learner can read.
//
// Its subpackages parse one format each and know nothing else: racereport
// reads the race detector's reports, stackdump the runtime's goroutine dumps
// and fatal errors, compileerror the go command's. This package joins them
// with the candidate's source into a [Finding]: one kind, one sentence about
// the learner's program, and the lines that prove it.
package finding
