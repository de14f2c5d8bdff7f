//go:build go1.21

// Package hook is what perturbed code calls: small pauses and yields at places
// that a seed decides, so that a rare interleaving becomes a likely one.
//
// The grader's schedule package rewrites a candidate before it compiles it.
// A line such as
//
//	n.Store(n.Load() + 1)
//
// becomes, on one line and with the columns restored by line comments,
//
//	hook.B(7); n.Store(hook.V(hook.B(8), n.Load()) + 1); hook.A(7)
//
// One build serves both ways of running. As long as the environment variable
// [Variable] is empty or "none", each call costs one branch. Set to
// "<profile>:<seed>", for example "pauses:42", each call may yield or pause.
// What it does is a hash of the seed, the site and how often the site was
// passed, so the same schedule decides the same way again.
//
// A hook must not order memory, or it would hide the very races it is here to
// show. So this package uses no lock, atomic, channel, map, clock or fmt: its
// counters are plain variables that only functions marked go:norace touch
// (a lost update of a counter does no harm), and its only acts are
// [runtime.Gosched] and a raw sleep in the kernel. The sleep is no timer:
// in a testing/synctest bubble virtual time stands still meanwhile.
//
// Every file begins with a go1.21 build constraint: the package is laid into
// modules whose go.mod asks for a much older language, and the constraint
// raises the language version of a single file.
package hook
