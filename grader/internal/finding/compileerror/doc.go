// Package compileerror reads what go build, go test -c and go vet print when
// they do not like what they see:
//
//	# racekata/exercises/101_counter_test [racekata/exercises/101_counter.test]
//	exercises/101_counter/counter_test.go:7:33: not enough arguments in call to counter.New
//		have ()
//		want (int)
//
// [Parse] returns one [Error] for each complaint. A complaint about a hidden
// test is about the learner's program all the same: a function that the
// contract names is missing or takes something else. [Error.Unmet] says
// which, with the signature that [Signatures] read from the reference.
package compileerror
