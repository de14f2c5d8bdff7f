// Package racereport reads what the race detector writes to its log_path.
//
// A report looks like this, between two lines of equal signs:
//
//	WARNING: DATA RACE
//	Read at 0x00c00009c600 by goroutine 15:
//	  racekata/exercises/101_counter.(*Counter).Add()
//	      /w/exercises/101_counter/counter.go:12 +0x39
//
//	Previous write at 0x00c00009c600 by main goroutine:
//	  [failed to restore the stack]
//
//	Goroutine 15 (running) created at:
//	  sync.(*WaitGroup).Go()
//	      /usr/local/go/src/sync/waitgroup.go:238 +0x72
//
// Either access may come first, the detector may have lost a stack, and a
// process that is killed leaves half a report. [Parse] keeps what is there
// and says what is not. [Report.Key] tells whether two reports are the same
// race.
package racereport
