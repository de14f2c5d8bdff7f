// Package schedule makes rare interleavings likely: it rewrites Go source so
// that a hook runs before each statement and around each synchronization
// operation, wherever in an expression the operation stands. What the hooks do
// is decided at run time, by the profile and the seed that package hook
// (grader/kit/hook) reads from the environment.
//
// From
//
//	func bump() {
//		n.Store(n.Load() + 1)
//	}
//
// [Rewrite] makes, with the import of the hook package on the package clause's
// line,
//
//	func bump() {
//		hook.B(1);n.Store(hook.V(hook.B(2),n.Load()) + 1);hook.A(1)
//	}
//
// and after each of its insertions a comment such as /*line :2:2*/, which
// tells the compiler where in the original it continues. So every message,
// race report and stack dump names the lines and columns that the author sees.
//
// The text is edited, not printed anew: comments, directives, build
// constraints and raw strings stay as they are. The program means what it
// meant: nothing is evaluated in another order, more often, or with another
// type, and no label, goto, fallthrough or missing-return analysis changes.
// Where that cannot be had for an operation inside an expression (its type is
// unknown, or it has several results), the operation keeps the hook of its
// statement only.
package schedule
