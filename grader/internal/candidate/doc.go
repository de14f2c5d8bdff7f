// Package candidate reads the source files under judgement.
//
// A candidate is a flat set of regular .go files. Whatever else lies in the
// folder has no say: tests, links, folders, module files, object files. What
// a person could expect to count is named in [Candidate.LeftOut] together with
// the reason; a README, a Makefile and the demo folder are passed over.
//
//	c, err := candidate.FromFolder("exercises/101_counter")
//	// c.Files:   counter.go
//	// c.LeftOut: counter_test.go, "the hidden tests decide, not these"
//
// The folder is read and never written. Links are never followed, so that a
// submission cannot pull in a file from elsewhere on the machine; only the
// folder itself may be reached through one.
package candidate
