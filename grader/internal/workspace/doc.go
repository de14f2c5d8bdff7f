// Package workspace compiles candidates.
//
// A workspace is a private module in the user's cache folder: the hidden
// tests, the kit, and goleak's sources as its vendor folder, all from inside
// the grader's binary, so that it builds offline and with an empty module
// cache:
//
//	<cache>/racekata/workspace-3f9c2b71d04e/
//	    go.mod
//	    vendor/go.uber.org/goleak/...
//	    grader/kit/...
//	    exercises/101_counter/counter_test.go
//
// Its name holds a hash of its content: it is written once, never changed,
// and two processes may build in it at once. A candidate is laid over it with
// `go test -c -overlay`; nothing of the learner's folder but the candidate's
// files has a say.
package workspace
