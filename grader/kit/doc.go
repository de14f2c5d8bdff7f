// Package kit is what hidden tests import.
//
// A hidden test is an ordinary Go test that begins with [Begin] and judges
// the candidate through its exported names:
//
//	func TestMain(m *testing.M) { kit.Main(m) }
//
//	func TestLoggersMayBeInsideAtOnce(t *testing.T) {
//		k := kit.Begin(t)
//		hold := k.Hold()
//		c := counter.New(func(int64) { hold.Wait() })
//		done := k.Go(4, func(int) { c.Add() })
//
//		k.Settle()
//		if n := hold.Inside(); n != 4 {
//			k.Errorf("%d of 4 loggers were inside at once", n)
//		}
//		hold.Release()
//		done()
//		c.Close()
//	}
//
// Hold, Settle, look, release: the schedule is made, not hoped for. There is
// no sleep and no wall clock in a hidden test.
//
// Under the grader the kit reports what happens on a pipe of its own (see
// [Event]); nothing that the candidate prints is believed. Outside the grader
// (`go test -race ./solutions/...`) the same tests run as any others.
package kit
