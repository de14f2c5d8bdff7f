//go:build go1.21

// Package watch looks at a test program from the inside: who is parked, who
// spins, whether anybody can still go on, and it reports what it sees on a
// pipe of its own.
//
// Two programs carry it. Package kit builds on it for hidden tests:
//
//	p := watch.Open()
//	w := watch.Start(p)
//	w.Begin(watch.Running{Test: "TestAdd"})
//	w.Settle() // returns once every other goroutine is parked
//	w.End()
//
// And hunt lays it, with package hook, into a module of somebody else's.
// Hence it needs no more than the small half of the standard library, and
// every file begins with a go1.21 build constraint, which raises the language
// version of a single file in a module whose go.mod asks for a much older one.
package watch
