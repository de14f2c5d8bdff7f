// Package policy reads a candidate's syntax and refuses what would let a wrong
// answer pass, or hurt the machine, before anything of it is compiled.
//
//	refusals := policy.Check(c, policy.Rules{Package: "counter"})
//
// Each refusal is a finding that names the line, the rule and what to do
// instead. For
//
//	1  package counter
//	2  import "context"
//	3  func init() { context.Canceled = nil }
//
// it says: counter.go:3:15, rule "foreign variable", context.Canceled belongs
// to another package and may not be changed here.
//
// Names are resolved by scope, so that a local variable called context is no
// false alarm. Nothing is imported to do so: only the array sizes need values,
// and those of the standard library's constants are in constants.txt.
//
// The work is bounded whatever the candidate holds. go/types is not used for
// that reason: a few lines keep it busy for ever, and the grader with it.
//
// Two holes are known and left open. A pointer that another package exports
// (time.Local and time.UTC among the default imports) can be copied first and
// written through the copy; that changes how times print and no more. And a
// type that becomes large only by type arguments that the compiler infers is
// not measured; it costs the candidate's own run, which has its limits.
package policy
