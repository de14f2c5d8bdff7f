// Package alike finds code that is alike beyond what everybody has in common.
//
// A candidate is turned into shingles: its syntax tree is written as a row of
// words in which the names that it declares are all one word, literals are
// their kind, and comments, formatting and parentheses are gone; each stretch of
// [Length] words within one declaration is a shingle. So
//
//	func (c *Counter) Add(d int) { c.mu.Lock(); c.n += d; c.mu.Unlock() }
//	func (me *Counter) Add(by int) { me.lock.Lock(); me.hits += by; me.lock.Unlock() }
//
// have the same, in whatever order a file holds its declarations. The names of
// the library are kept: Lock is not RLock.
//
// The shingles of the untouched starter are taken off, so that an untouched
// starter is like nothing, and two who changed a line each are compared by those
// lines. What is left is weighed by how few have it: what a quarter of the class
// wrote is the common answer and says nothing of two people in particular.
//
// A group is a hint to look and never a verdict. Short exercises have few good
// answers, and people who learned together write alike.
package alike
